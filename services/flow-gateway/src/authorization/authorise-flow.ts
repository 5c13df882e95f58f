import { decideAccess, PROBLEMS, ProblemError } from '@keyward/auth';

import type { ActiveVerification, Authentication } from '../authentication/authenticate.ts';
import type { Exchange } from '../edge/exchange.ts';
import { type Flow, type FlowDirectory, type NoFlow, scopeOf } from '../routing/flow-directory.ts';
import type { FlowCall } from '../routing/recognise-route.ts';
import { accessRefusal, flowNotFound } from './refusal.ts';

/** Leave to forward a request to a flow, valid as long as what it rests on is. */
export interface Grant {
  readonly flow: Flow;
  /** The synchronous check right before the request is dispatched. */
  holds(): boolean;
}

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
      if (!flow.found || !flow.public) throw new ProblemError(PROBLEMS.missingToken);
      return requireFlow(flow);
    });
  }
}

function requireFlow(flow: Flow | NoFlow): Grant {
  if (!flow.found) throw flowNotFound();
  return { flow, holds: () => flow.holds() };
}

function judge(exchange: Exchange, call: FlowCall, verification: ActiveVerification, flow: Flow | NoFlow): Grant {
  const permission = call.access === 'bare' ? null : call.access;
  const workspace = flow.found ? flow : NOWHERE;
  const { flowId } = call;
  const request = { surface: 'api', permission, workspace, flowId, address: exchange.address } as const;
  const decision = decideAccess(verification.key, request, Date.now());
  if (!decision.allowed) throw accessRefusal(decision.reason, permission);
  if (!flow.found) throw flowNotFound();
  return { flow, holds: () => verification.holds() && flow.holds() };
}

function then<T, U>(value: T | Promise<T>, next: (value: T) => U | Promise<U>): U | Promise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
