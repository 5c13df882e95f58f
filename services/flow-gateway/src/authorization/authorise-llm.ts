import { decideAccess, PROBLEMS, ProblemError, type RoutedUpstream } from '@keyward/auth';

import { type ActiveVerification, type Authentication, invalidToken } from '../authentication/authenticate.ts';
import type { Exchange } from '../edge/exchange.ts';
import type { BodyHead } from '../forwarding/request-body.ts';
import { limitedBy } from '../limits/limited.ts';
import type { Claim } from '../limits/limiter.ts';
import type { ModelReader } from '../model/model-reader.ts';
import { modelNotFound } from '../model/model-scan.ts';
import { proceed } from '../proceed.ts';
import {
  type FoundGateway,
  type LlmAnswer,
  type LlmDirectory,
  type ModelRoute,
  modelRoute,
} from '../routing/llm-directory.ts';
import type { LlmCall } from '../routing/recognise-llm.ts';
import type { Destination } from '../usage/destination.ts';
import type { Grant } from './grant.ts';
import { KeyLeave, limitedKey, NOWHERE } from './holder.ts';
import { accessRefusal } from './refusal.ts';

/** Leave to call a model, with the body as the provider is to get it. */
export class ModelGrant extends KeyLeave implements Grant {
  readonly asksFor = 'completion';
  readonly upstream: RoutedUpstream;
  readonly #upstreamModel: string | null;
  readonly #model: ModelReader;

  constructor(basis: GatewayBasis, { upstream, upstreamModel }: ModelRoute, model: ModelReader) {
    super(basis.verification, basis.route, claimOf(basis, model.maxTokens));
    this.upstream = upstream;
    this.#upstreamModel = upstreamModel;
    this.#model = model;
  }

  /** To be called once. */
  bodyHead(): BodyHead {
    return this.#model.head(this.#upstreamModel);
  }
}

/** Leave to be told of a gateway's models, or of one of them. */
export class ListingGrant extends KeyLeave {
  readonly asksFor = 'models';
  readonly gateway: FoundGateway;
  readonly modelName: string | undefined;

  constructor(basis: GatewayBasis, modelName: string | undefined) {
    super(basis.verification, basis.route, claimOf(basis, undefined));
    this.gateway = basis.gateway;
    this.modelName = modelName;
  }
}

export type LlmGrant = ModelGrant | ListingGrant;

/** What the leave of a gateway's key rests on. */
interface GatewayBasis {
  readonly verification: ActiveVerification;
  readonly route: LlmAnswer;
  readonly gateway: FoundGateway;
}

/**
 * Decides whether a request may call the model that its body names. The body is not read before the key is known; where
 * it has to be waited for, the key is judged once more behind it, since that can take a while. Throws ProblemErrors.
 */
export function createLlmAuthorisation({ presentedToken, authenticate }: Authentication, gateways: LlmDirectory) {
  return (exchange: Exchange, call: LlmCall): LlmGrant | Promise<LlmGrant> => {
    const token = presentedToken(exchange);
    if (token === undefined) throw new ProblemError(PROBLEMS.missingToken);
    return proceed(authenticate(exchange, token), (verification) => {
      exchange.keyId = verification.key.id;
      const { kind, gatewayId } = verification.key;
      if (kind !== 'gw' || gatewayId === null) throw invalidToken();
      return proceed(gateways.find(gatewayId), (route) => grant(exchange, call, verification, route));
    });
  };
}

function grant(
  exchange: Exchange,
  call: LlmCall,
  verification: ActiveVerification,
  route: LlmAnswer,
): LlmGrant | Promise<LlmGrant> {
  const basis = judge(exchange, verification, route);
  if (call.asksFor === 'models') return new ListingGrant(basis, call.modelName);
  const { model } = call;
  const name = model.name();
  if (typeof name === 'string') return grantModel(exchange, basis, model, name);
  return name.then((late) => grantModel(exchange, judge(exchange, verification, route), model, late));
}

function judge(exchange: Exchange, verification: ActiveVerification, route: LlmAnswer): GatewayBasis {
  const { answer } = route;
  const workspace = answer.found ? answer.gateway : NOWHERE;
  const request = { surface: 'gw', permission: null, workspace, flowId: null, address: exchange.address } as const;
  const decision = decideAccess(verification.key, request, Date.now());
  // The key of a gateway that is no more is as good as one that never was.
  if (!decision.allowed) throw accessRefusal(decision.reason, null, invalidToken);
  if (!answer.found) throw invalidToken();
  exchange.destination = destinationOf(answer, null);
  return { verification, route, gateway: answer };
}

function grantModel(exchange: Exchange, basis: GatewayBasis, model: ModelReader, name: string): ModelGrant {
  const route = modelRoute(basis.gateway, name);
  if (route === undefined) throw modelNotFound(name);
  exchange.destination = destinationOf(basis.gateway, name);
  return new ModelGrant(basis, route, model);
}

function destinationOf({ gateway }: FoundGateway, model: string | null): Destination {
  return { workspaceId: gateway.workspaceId, flowId: null, model, api: null, permission: null, found: true };
}

/** What a request takes of the limits of its key and of its gateway. */
function claimOf({ verification, gateway }: GatewayBasis, tokens: number | undefined): Claim {
  const { id, limits } = gateway.gateway;
  return { limited: [limitedKey(verification.key), limitedBy('gateway', id, limits)], tokens };
}
