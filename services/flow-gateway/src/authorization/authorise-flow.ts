import { decideAccess, type FlowRouteAnswer, PROBLEMS, ProblemError, type Subject } from '@keyward/auth';

import type { ActiveVerification, Authentication } from '../authentication/authenticate.ts';
import type { Exchange } from '../edge/exchange.ts';
import { type FlowAnswer, type FlowDirectory, scopeOf } from '../routing/flow-directory.ts';
import type { FlowCall } from '../routing/recognise-route.ts';
import { accessRefusal, flowNotFound } from './refusal.ts';

/** Leave to forward a request to a flow, valid as long as what it rests on is. */
export interface Grant {
  readonly flow: FoundFlow;
  /** The key that it was given to, as far as the request ends with it; undefined where no key is needed. */
  readonly holder: { readonly subjects: readonly Subject[]; readonly expiresAt: number | null } | undefined;
  /** The synchronous check right before the request is dispatched. */
  holds(): boolean;
}

/** A registered flow and its server. */
export type FoundFlow = Extract<FlowRouteAnswer, { found: true }>;

/** The workspace of a flow that is not registered: no key belongs to it. */
const NOWHERE = { organizationId: '', workspaceId: '' };

/** Decides whether a request may call its flow: at once where all it takes is remembered. Throws ProblemErrors. */
export function createFlowAuthorisation({ presentedToken, authenticate }: Authentication, flows: FlowDirectory) {
  return (exchange: Exchange, call: FlowCall): Grant | Promise<Grant> => {
    if (call.access === 'bare') return then(flows.find(call.flowId, 'installation'), requireFlow);
    const token = presentedToken(exchange);
    if (token === undefined) return authoriseWithoutToken(call);
    return then(authenticate(token), (verification) => {
      exchange.keyId = verification.key.id;
      const flow = flows.find(call.flowId, scopeOf(verification.key));
      return then(flow, (found) => judge(exchange, call, verification, found));
    });
  };

  function authoriseWithoutToken({ flowId, opensPublicFlows }: FlowCall): Grant | Promise<Grant> {
    if (!opensPublicFlows) throw new ProblemError(PROBLEMS.missingToken);
    return then(flows.find(flowId, 'installation'), (flow) => {
      // Not 404: that would tell strangers which flows exist.
      if (!flow.answer.found || !flow.answer.flow.public) throw new ProblemError(PROBLEMS.missingToken);
      return requireFlow(flow);
    });
  }
}

function requireFlow({ answer, holds }: FlowAnswer): Grant {
  if (!answer.found) throw flowNotFound();
  return { flow: answer, holder: undefined, holds };
}

function judge(exchange: Exchange, call: FlowCall, verification: ActiveVerification, flow: FlowAnswer): Grant {
  const permission = call.access === 'bare' ? null : call.access;
  const { answer } = flow;
  const workspace = answer.found ? answer.flow : NOWHERE;
  const { flowId } = call;
  const request = { surface: 'api', permission, workspace, flowId, address: exchange.address } as const;
  const decision = decideAccess(verification.key, request, Date.now());
  if (!decision.allowed) throw accessRefusal(decision.reason, permission);
  if (!answer.found) throw flowNotFound();
  const { key, subjects } = verification;
  return {
    flow: answer,
    holder: { subjects, expiresAt: key.expiresAt },
    holds: () => verification.holds() && flow.holds(),
  };
}

function then<T, U>(value: T | Promise<T>, next: (value: T) => U | Promise<U>): U | Promise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
