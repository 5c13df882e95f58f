import { decideAccess, PROBLEMS, ProblemError } from '@keyward/auth';

import type { ActiveVerification, Authentication } from '../authentication/authenticate.ts';
import type { Exchange } from '../edge/exchange.ts';
import { proceed } from '../proceed.ts';
import type { FlowAnswer, FlowDirectory } from '../routing/flow-directory.ts';
import { scopeOf } from '../routing/key-scope.ts';
import type { FlowCall } from '../routing/recognise-route.ts';
import type { Grant } from './grant.ts';
import { KeyGrant, NO_CLAIM, NOWHERE } from './holder.ts';
import { accessRefusal, flowNotFound } from './refusal.ts';

/** Decides whether a request may call its flow: at once where all it takes is remembered. Throws ProblemErrors. */
export function createFlowAuthorisation({ presentedToken, authenticate }: Authentication, flows: FlowDirectory) {
  return (exchange: Exchange, call: FlowCall): Grant | Promise<Grant> => {
    if (call.access === 'bare') return proceed(flows.find(call.flowId, 'installation'), requireFlow);
    const token = presentedToken(exchange);
    if (token === undefined) return authoriseWithoutToken(call);
    return proceed(authenticate(exchange, token), (verification) => {
      exchange.keyId = verification.key.id;
      const flow = flows.find(call.flowId, scopeOf(verification.key));
      return proceed(flow, (found) => judge(exchange, call, verification, found));
    });
  };

  function authoriseWithoutToken({ flowId, opensPublicFlows }: FlowCall): Grant | Promise<Grant> {
    if (!opensPublicFlows) throw new ProblemError(PROBLEMS.missingToken);
    return proceed(flows.find(flowId, 'installation'), (flow) => {
      // Not 404: that would tell strangers which flows exist.
      if (!flow.answer.found || !flow.answer.flow.public) throw new ProblemError(PROBLEMS.missingToken);
      return requireFlow(flow);
    });
  }
}

function requireFlow(flow: FlowAnswer): Grant {
  const { answer } = flow;
  if (!answer.found) throw flowNotFound();
  return { upstream: answer.upstream, holder: undefined, claim: NO_CLAIM, holds: () => flow.holds() };
}

function judge(exchange: Exchange, call: FlowCall, verification: ActiveVerification, flow: FlowAnswer): Grant {
  const permission = call.access === 'bare' ? null : call.access;
  const { answer } = flow;
  const workspace = answer.found ? answer.flow : NOWHERE;
  const { flowId } = call;
  const { found } = answer;
  const workspaceId = found ? answer.flow.workspaceId : null;
  exchange.destination = { workspaceId, flowId, model: null, api: null, permission, found };
  const request = { surface: 'api', permission, workspace, flowId, address: exchange.address } as const;
  const decision = decideAccess(verification.key, request, Date.now());
  if (!decision.allowed) throw accessRefusal(decision.reason, permission, flowNotFound);
  if (!answer.found) throw flowNotFound();
  return new KeyGrant(verification, flow, answer.upstream);
}
