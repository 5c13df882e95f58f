import { decideAccess, PROBLEMS, ProblemError } from '@keyward/auth';

import type { ActiveVerification, Authentication } from '../authentication/authenticate.ts';
import type { Exchange } from '../edge/exchange.ts';
import { proceed } from '../proceed.ts';
import type { ApiAnswer, ApiDirectory } from '../routing/api-directory.ts';
import { scopeOf } from '../routing/key-scope.ts';
import type { ApiCall } from '../routing/recognise-api.ts';
import { API_ROUTE } from '../routing/routes-table.ts';
import { NO_DESTINATION } from '../usage/destination.ts';
import type { Grant } from './grant.ts';
import { KeyGrant, NOWHERE } from './holder.ts';
import { accessRefusal, upstreamNotFound } from './refusal.ts';

/** Decides whether a request may call its custom API: at once where all it takes is remembered. Throws ProblemErrors. */
export function createApiAuthorisation({ presentedToken, authenticate }: Authentication, apis: ApiDirectory) {
  return (exchange: Exchange, { upstreamName }: ApiCall): Grant | Promise<Grant> => {
    const token = presentedToken(exchange);
    if (token === undefined) throw new ProblemError(PROBLEMS.missingToken);
    return proceed(authenticate(exchange, token), (verification) => {
      exchange.keyId = verification.key.id;
      const api = apis.find(upstreamName, scopeOf(verification.key));
      return proceed(api, (found) => judge(exchange, upstreamName, verification, found));
    });
  };
}

function judge(exchange: Exchange, upstreamName: string, verification: ActiveVerification, api: ApiAnswer): Grant {
  const { permission } = API_ROUTE;
  const { answer } = api;
  const { address } = exchange;
  exchange.destination = {
    ...NO_DESTINATION,
    workspaceId: answer.found ? answer.workspaceId : null,
    api: upstreamName,
    permission,
    found: answer.found,
  };
  const request = {
    surface: 'api',
    permission,
    workspace: answer.found ? answer : NOWHERE,
    flowId: null,
    address,
  } as const;
  const decision = decideAccess(verification.key, request, Date.now());
  if (!decision.allowed) throw accessRefusal(decision.reason, permission, upstreamNotFound);
  if (!answer.found) throw upstreamNotFound();
  return new KeyGrant(verification, api, answer.upstream);
}
