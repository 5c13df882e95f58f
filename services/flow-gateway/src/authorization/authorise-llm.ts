import { decideAccess, PROBLEMS, ProblemError } from '@keyward/auth';

import { type ActiveVerification, type Authentication, invalidToken } from '../authentication/authenticate.ts';
import type { Exchange } from '../edge/exchange.ts';
import type { BodyHead } from '../forwarding/request-body.ts';
import { limitedBy } from '../limits/limited.ts';
import type { ModelReader } from '../model/model-reader.ts';
import { modelNotFound } from '../model/model-scan.ts';
import { proceed } from '../proceed.ts';
import { type FoundGateway, type LlmAnswer, type LlmDirectory, modelRoute } from '../routing/llm-directory.ts';
import type { LlmCall } from '../routing/recognise-llm.ts';
import { NO_DESTINATION } from '../usage/destination.ts';
import type { Grant, Leave } from './grant.ts';
import { KeyLeave, limitedKey, NOWHERE } from './holder.ts';
import { accessRefusal } from './refusal.ts';

/** Leave to call a model, with the body as the provider is to get it. */
export interface ModelGrant extends Grant {
  readonly asksFor: 'completion';
  readonly bodyHead: () => BodyHead;
}

/** Leave to be told of a gateway's models, or of one of them. */
export interface ListingGrant extends Leave {
  readonly asksFor: 'models';
  readonly gateway: FoundGateway;
  readonly modelName: string | undefined;
}

export type LlmGrant = ModelGrant | ListingGrant;

/**
 * Decides whether a request may call the model that its body names. The body is not read before the key is known, and
 * the key is judged once more behind it, since that can take a while. Throws ProblemErrors.
 */
export function createLlmAuthorisation({ presentedToken, authenticate }: Authentication, gateways: LlmDirectory) {
  return (exchange: Exchange, call: LlmCall): LlmGrant | Promise<LlmGrant> => {
    const token = presentedToken(exchange);
    if (token === undefined) throw new ProblemError(PROBLEMS.missingToken);
    return proceed(authenticate(exchange, token), (verification) => {
      exchange.keyId = verification.key.id;
      const { kind, gatewayId } = verification.key;
      if (kind !== 'gw' || gatewayId === null) throw invalidToken();
      return proceed(gateways.find(gatewayId), (route) => {
        const leave = judge(exchange, verification, route);
        if (call.asksFor === 'models') return { ...leave, ...call };
        const { model } = call;
        return model.name().then((name) => {
          const late = judge(exchange, verification, route);
          const grant = modelGrant(late, model, name);
          exchange.destination = { ...exchange.destination, model: name };
          return grant;
        });
      });
    });
  };
}

interface GatewayLeave extends Leave {
  readonly gateway: FoundGateway;
}

function judge(exchange: Exchange, verification: ActiveVerification, route: LlmAnswer): GatewayLeave {
  const { answer } = route;
  const workspace = answer.found ? answer.gateway : NOWHERE;
  const request = { surface: 'gw', permission: null, workspace, flowId: null, address: exchange.address } as const;
  const decision = decideAccess(verification.key, request, Date.now());
  // The key of a gateway that is no more is as good as one that never was.
  if (!decision.allowed) throw accessRefusal(decision.reason, null, invalidToken);
  if (!answer.found) throw invalidToken();
  exchange.destination = { ...NO_DESTINATION, workspaceId: answer.gateway.workspaceId, found: true };
  const { id, limits } = answer.gateway;
  const claim = { limited: [limitedKey(verification.key), limitedBy('gateway', id, limits)], tokens: undefined };
  const leave = new KeyLeave(verification, route, claim);
  return { gateway: answer, holder: leave, claim, holds: () => leave.holds() };
}

function modelGrant(leave: GatewayLeave, model: ModelReader, name: string): ModelGrant {
  const { gateway, holder } = leave;
  const route = modelRoute(gateway, name);
  if (route === undefined) throw modelNotFound(name);
  const { upstream, upstreamModel } = route;
  const claim = { ...leave.claim, tokens: model.maxTokens() };
  return {
    asksFor: 'completion',
    upstream,
    bodyHead: () => model.head(upstreamModel),
    holder,
    claim,
    holds: () => leave.holds(),
  };
}
