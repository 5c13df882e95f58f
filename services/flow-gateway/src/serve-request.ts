import { PROBLEMS, ProblemError } from '@keyward/auth';

import type { Grant } from './authorization/authorise-flow.ts';
import type { Exchange } from './edge/exchange.ts';
import type { ResponseRelay } from './forwarding/response-relay.ts';
import type { FlowCall } from './routing/recognise-route.ts';

/** The steps of a request for a flow, in their order. Each throws a ProblemError to refuse. */
export interface Steps {
  readonly recognise: (exchange: Exchange) => FlowCall;
  readonly authorise: (exchange: Exchange, call: FlowCall) => Grant | Promise<Grant>;
  /** Sends the request on its way. */
  readonly forward: (exchange: Exchange, grant: Grant) => UnderWay;
  /** Told of each request that was sent on its way; `judgeAnew` decides as if it came now. */
  readonly watch: (exchange: Exchange, grant: Grant, underWay: UnderWay, judgeAnew: () => Promise<Grant>) => void;
  readonly refuse: (exchange: Exchange, error: unknown) => void;
}

/** A request on its way. */
export type UnderWay = Pick<ResponseRelay, 'end'>;

/** How often a decision is made anew because what it rests on ended before the request was dispatched. */
const MAX_DECISIONS = 3;

/** Leads a request through the steps. Where all that it takes is remembered, nothing is waited for. */
export function createFlowService({ recognise, authorise, forward, watch, refuse }: Steps) {
  function decide(exchange: Exchange, call: FlowCall, decisions: number): void {
    const grant = authorise(exchange, call);
    if (grant instanceof Promise) {
      grant.then((late) => dispatchSoon(exchange, call, late, decisions)).catch((error) => refuse(exchange, error));
    } else {
      dispatchSoon(exchange, call, grant, decisions);
    }
  }

  /**
   * By the next turn of the event loop the parser has read all that is here: most bodies are complete then, or have
   * shown to be broken. (A tick is too early: node runs ticks between the pieces of one packet.)
   */
  function dispatchSoon(exchange: Exchange, call: FlowCall, grant: Grant, decisions: number): void {
    setImmediate(() => {
      try {
        dispatch(exchange, call, grant, decisions);
      } catch (error) {
        refuse(exchange, error);
      }
    });
  }

  function dispatch(exchange: Exchange, call: FlowCall, grant: Grant, decisions: number): void {
    // The client is gone, or has been told that its request is broken.
    if (!exchange.request.socket.writable) return;
    // Nothing may come between this check, the dispatch, and the watch over it.
    if (grant.holds()) watch(exchange, grant, forward(exchange, grant), async () => authorise(exchange, call));
    else if (decisions < MAX_DECISIONS) decide(exchange, call, decisions + 1);
    else throw new ProblemError(PROBLEMS.verifierUnavailable, { headers: { 'retry-after': '1' } });
  }

  return (exchange: Exchange): void => decide(exchange, recognise(exchange), 1);
}
