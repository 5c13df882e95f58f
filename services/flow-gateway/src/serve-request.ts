import { PROBLEMS, ProblemError } from '@keyward/auth';

import type { Leave } from './authorization/grant.ts';
import type { Exchange } from './edge/exchange.ts';
import type { ResponseRelay } from './forwarding/response-relay.ts';
import { proceed } from './proceed.ts';
import { atEndOfTurn } from './turn.ts';

/** The steps of a request for one kind of upstream, in their order. Each throws a ProblemError to refuse. */
export interface Steps<Call, Granted extends Leave> {
  readonly recognise: (exchange: Exchange) => Call;
  readonly authorise: (exchange: Exchange, call: Call) => Granted | Promise<Granted>;
  /** Sends the request on its way; undefined where it has been answered here. */
  readonly forward: (exchange: Exchange, granted: Granted, call: Call) => UnderWay | undefined;
}

/** What is the same for all requests. */
export interface Oversight {
  /** Told of each request that was sent on its way; `judgeAnew` decides as if it came now. */
  readonly watch: (exchange: Exchange, leave: Leave, underWay: UnderWay, judgeAnew: () => Promise<Leave>) => void;
  /** Counts the request by its limits, and throws a ProblemError (429) where one is reached. */
  readonly admit: (exchange: Exchange, leave: Leave) => undefined | Promise<void>;
  readonly refuse: (exchange: Exchange, error: unknown) => void;
}

/** A request on its way. */
export type UnderWay = Pick<ResponseRelay, 'end'>;

/** A request that is to be decided on. */
interface Asked<Call> {
  readonly exchange: Exchange;
  readonly call: Call;
  /** How often it has been decided on before. */
  readonly decisions: number;
}

/** How often a decision is made anew because what it rests on ended before the request was dispatched. */
const MAX_DECISIONS = 3;

/** Leads a request through the steps. Where all that it takes is remembered, nothing is waited for. */
export function createService<Call, Granted extends Leave>(
  { recognise, authorise, forward }: Steps<Call, Granted>,
  { watch, admit, refuse }: Oversight,
) {
  /**
   * By the end of this turn of the event loop the parser has read all that is here: most bodies are complete then, or
   * have shown to be broken. (A tick is too early: node runs ticks between the pieces of one packet.)
   */
  const decideSoon = atEndOfTurn('decide', (asked: Asked<Call>) => {
    try {
      decide(asked);
    } catch (error) {
      refuse(asked.exchange, error);
    }
  });

  function decide(asked: Asked<Call>): void {
    const { exchange, call } = asked;
    if (isOver(exchange)) return;
    const granted = proceed(authorise(exchange, call), (leave) => admitted(exchange, leave));
    if (granted instanceof Promise) {
      granted.then((late) => dispatch(asked, late)).catch((error) => refuse(exchange, error));
    } else {
      dispatch(asked, granted);
    }
  }

  function admitted(exchange: Exchange, granted: Granted): Granted | Promise<Granted> {
    const admitting = admit(exchange, granted);
    return admitting === undefined ? granted : admitting.then(() => granted);
  }

  function dispatch({ exchange, call, decisions }: Asked<Call>, granted: Granted): void {
    if (isOver(exchange)) return;
    if (granted.holds()) {
      // Nothing may come between this check, the dispatch, and the watch over it.
      const underWay = forward(exchange, granted, call);
      if (underWay !== undefined) watch(exchange, granted, underWay, async () => authorise(exchange, call));
    } else if (decisions < MAX_DECISIONS - 1) decide({ exchange, call, decisions: decisions + 1 });
    else throw new ProblemError(PROBLEMS.verifierUnavailable, { headers: { 'retry-after': '1' } });
  }

  return (exchange: Exchange): void => decideSoon({ exchange, call: recognise(exchange), decisions: 0 });
}

/** The client is gone, or has been answered: it may have been told that its request is broken. */
function isOver({ request, response }: Exchange): boolean {
  return response.writableEnded || !request.socket.writable;
}
