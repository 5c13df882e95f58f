import { PROBLEMS, ProblemError } from '@keyward/auth';

import { dialectOf } from '../edge/dialect.ts';
import type { Exchange } from '../edge/exchange.ts';
import { isBodiless } from '../message-head.ts';
import type { Call, HeaderList, ResponseReceiver } from '../origins/call.ts';
import { atEndOfTurn } from '../turn.ts';
import type { BodyMask, CredentialMask } from './credential-mask.ts';
import { isEncoded, tellsEvents } from './received-headers.ts';
import { responseHeaders } from './response-headers.ts';
import { unreadableAnswer, upstreamFailure } from './upstream-failure.ts';

export interface RelayOptions {
  /** How long a client may leave a response unread. */
  unreadMs: number;
  /** Answers the exchange with a problem, while nothing of a response has been sent. */
  readonly refuse: (exchange: Exchange, error: unknown) => void;
  /** A response broke off after it had begun; the client sees a broken stream. */
  readonly onBroken: (exchange: Exchange, error: Error) => void;
}

/** What a response passes through. */
export interface RelayParts {
  /** For the credential that the request carries. */
  readonly mask?: CredentialMask | undefined;
  /** Reads along: told of each piece after that has gone on its way. */
  readonly readAlong?: ((piece: Buffer) => void) | undefined;
  /** Asked right before the first byte of the request is written: whether its leave still holds. */
  readonly mayLeave: () => boolean;
}

/** A head that waits for the first piece of its body. */
interface WaitingHead {
  readonly status: number;
  readonly headers: string[];
}

const RETRY = { headers: { 'retry-after': '1' } };
/** How long a client that does not read may keep the last frame waiting. */
const LAST_EVENT_MS = 1_000;
/** Up to this length a body that is here as a whole leaves in one piece with its head. */
const SMALL_BODY = 8 * 1024;

/**
 * Passes an upstream's response on to the client as it comes, no faster than the client reads. Whichever side goes away
 * takes the other one with it: a client that hangs up aborts the call, a call that breaks off breaks the client's
 * stream, so that it can't be taken for a whole one.
 *
 * A class, unlike most here: one is made for each request, and methods that are shared are not made anew each time.
 */
export class ResponseRelay implements ResponseReceiver {
  readonly #exchange: Exchange;
  readonly #options: RelayOptions;
  readonly #mask: CredentialMask | undefined;
  readonly #readAlong: ((piece: Buffer) => void) | undefined;
  readonly #mayLeave: () => boolean;
  #bodyMask: BodyMask | undefined;
  #call: Call | undefined;
  #aborted = false;
  #unread: NodeJS.Timeout | undefined;
  #isEventStream = false;
  /** The head, the first piece, and whether that is all: they wait for one another until the end of this turn at most. */
  #head: WaitingHead | undefined;
  #first: Buffer | undefined;
  #isWhole = false;

  constructor(exchange: Exchange, options: RelayOptions, { mask, readAlong, mayLeave }: RelayParts) {
    this.#exchange = exchange;
    this.#options = options;
    this.#mask = mask;
    this.#readAlong = readAlong;
    this.#mayLeave = mayLeave;
    exchange.relay = this;
  }

  /** Ends the call to the upstream; nothing it still sends is passed on. */
  abort(): void {
    this.#aborted = true;
    this.#call?.abort(new Error('the request was given up'));
  }

  /**
   * Ends both sides, because the request has lost its leave: with `problem` where nothing was sent yet, else with an
   * error event or a broken stream.
   */
  end(problem: ProblemError): void {
    const { response } = this.#exchange;
    if (response.writableEnded || response.destroyed) return;
    this.abort();
    this.#dropWaiting();
    if (!response.headersSent) this.#options.refuse(this.#exchange, problem);
    else if (this.#isEventStream) {
      response.end(lastEvent(this.#exchange.path, problem), 'utf8');
      setTimeout(() => response.destroy(), LAST_EVENT_MS).unref();
    } else response.destroy();
  }

  /** The response is over. */
  closed(): void {
    clearTimeout(this.#unread);
    if (!this.#exchange.response.writableFinished) this.abort();
  }

  onStart(call: Call): void {
    this.#call = call;
    if (this.#aborted) this.abort();
    else if (!this.#mayLeave()) {
      // It held when the request was dispatched; a dial, or a frozen process, takes its time.
      this.abort();
      this.#options.refuse(this.#exchange, new ProblemError(PROBLEMS.verifierUnavailable, RETRY));
    }
  }

  onHead(_call: Call, status: number, received: HeaderList): void {
    const exchange = this.#exchange;
    if (this.#mask !== undefined && hasBody(exchange, status)) {
      if (isEncoded(received)) {
        this.abort();
        this.#options.refuse(exchange, unreadableAnswer());
        return;
      }
      this.#bodyMask = this.#mask.body();
    }
    this.#isEventStream = tellsEvents(received);
    this.#head = { status, headers: responseHeaders(received, status, exchange, this.#mask) };
    leaveTogether(this);
  }

  onData(call: Call, chunk: Buffer): void {
    const piece = this.#bodyMask === undefined ? chunk : this.#bodyMask.pass(chunk);
    if (piece.length > 0) {
      if (this.#head !== undefined && this.#first === undefined) this.#first = piece;
      else {
        this.#sendFirst();
        if (!this.#exchange.response.write(piece)) this.#holdBack(call);
      }
    }
    this.#readAlong?.(chunk);
  }

  onEnd(): void {
    const { response } = this.#exchange;
    const rest = this.#bodyMask?.rest();
    if (rest !== undefined && rest.length > 0) {
      this.#sendFirst();
      response.write(rest);
      response.end();
    } else if (this.#head !== undefined && (this.#first === undefined || this.#first.length <= SMALL_BODY)) {
      this.#isWhole = true;
    } else {
      this.#sendFirst();
      response.end();
    }
  }

  onError(error: Error): void {
    const exchange = this.#exchange;
    // A client that is gone also breaks off the body, which may be heard of first.
    if (this.#aborted || exchange.request.socket.destroyed) return;
    // What waits has not been sent: there can still be a word about it.
    this.#dropWaiting();
    if (!exchange.response.headersSent) {
      this.#options.refuse(exchange, upstreamFailure(error, this.#call !== undefined));
      return;
    }
    this.#options.onBroken(exchange, error);
    exchange.response.destroy();
  }

  /**
   * Sends what has waited. The head leaves together with the body where that is here already, else alone: an event stream
   * may be silent at first.
   */
  leave(): void {
    if (this.#head === undefined) return;
    const { response } = this.#exchange;
    if (response.destroyed) this.#dropWaiting();
    else if (this.#isWhole) {
      this.#writeHead();
      // Node writes a string in one piece with the head, bytes as a second one.
      response.end(this.#takeFirst()?.toString('latin1') ?? '', 'latin1');
    } else if (this.#first === undefined) {
      this.#writeHead();
      response.flushHeaders();
    } else this.#sendFirst();
  }

  #dropWaiting(): void {
    this.#head = undefined;
    this.#first = undefined;
  }

  #writeHead(): void {
    const head = this.#head;
    this.#head = undefined;
    if (head !== undefined) this.#exchange.response.writeHead(head.status, head.headers);
  }

  #takeFirst(): Buffer | undefined {
    const first = this.#first;
    this.#first = undefined;
    return first;
  }

  #sendFirst(): void {
    this.#writeHead();
    const first = this.#takeFirst();
    if (first !== undefined && !this.#exchange.response.write(first) && this.#call !== undefined) {
      this.#holdBack(this.#call);
    }
  }

  #holdBack(call: Call): void {
    const { response } = this.#exchange;
    call.pause();
    if (this.#unread !== undefined) return;
    this.#unread = setTimeout(() => response.destroy(), this.#options.unreadMs).unref();
    response.once('drain', () => {
      clearTimeout(this.#unread);
      this.#unread = undefined;
      this.#call?.resume();
    });
  }
}

/** What is here of answers is sent at the end of the turn in which it came. */
const leaveTogether = atEndOfTurn('answer', (relay: ResponseRelay) => relay.leave());

/** The last frame of an event stream that is ended: as the clients of the path read errors, and browsers' EventSource. */
function lastEvent(path: string, problem: ProblemError): string {
  return `\n\nevent: error\ndata: ${JSON.stringify(dialectOf(path).lastEvent(problem))}\n\n`;
}

/** Whether there is a body that a credential could stand in. */
function hasBody({ request }: Exchange, status: number): boolean {
  return request.method !== 'HEAD' && !isBodiless(status);
}
