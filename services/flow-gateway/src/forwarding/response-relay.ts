import type { ProblemError } from '@keyward/auth';
import type { Dispatcher } from 'undici';

import { dialectOf } from '../edge/dialect.ts';
import type { Exchange } from '../edge/exchange.ts';
import type { BodyMask, CredentialMask } from './credential-mask.ts';
import { headerTexts, isEncoded, tellsEvents } from './received-headers.ts';
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
}

export interface ResponseRelay {
  readonly handler: Dispatcher.DispatchHandler;
  /** Ends the call to the upstream; nothing it still sends is passed on. */
  abort(): void;
  /** Ends both sides, because the request has lost its leave: with `problem` where nothing was sent yet, else an error event or a broken stream. */
  end(problem: ProblemError): void;
}

/** How long a client that does not read may keep the last frame waiting. */
const LAST_EVENT_MS = 1_000;

/**
 * Passes an upstream's response on to the client as it comes, no faster than the client reads. Whichever side goes away
 * takes the other one with it: a client that hangs up aborts the call, a call that breaks off breaks the client's
 * stream, so that it can't be taken for a whole one.
 */
export function createResponseRelay(
  exchange: Exchange,
  options: RelayOptions,
  { mask, readAlong }: RelayParts = {},
): ResponseRelay {
  const { response } = exchange;
  let bodyMask: BodyMask | undefined;
  let call: Dispatcher.DispatchController | undefined;
  let aborted = false;
  let unread: NodeJS.Timeout | undefined;
  let isEventStream = false;

  function abort(): void {
    aborted = true;
    call?.abort(new Error('the request was given up'));
  }

  function end(problem: ProblemError): void {
    if (response.writableEnded || response.destroyed) return;
    abort();
    if (!response.headersSent) options.refuse(exchange, problem);
    else if (isEventStream) {
      response.end(lastEvent(exchange.path, problem));
      setTimeout(() => response.destroy(), LAST_EVENT_MS).unref();
    } else response.destroy();
  }

  function holdBack(controller: Dispatcher.DispatchController): void {
    controller.pause();
    if (unread !== undefined) return;
    unread = setTimeout(() => response.destroy(), options.unreadMs).unref();
    response.once('drain', onDrain);
  }

  function onDrain(): void {
    clearTimeout(unread);
    unread = undefined;
    call?.resume();
  }

  response.once('close', () => {
    clearTimeout(unread);
    if (!response.writableFinished) abort();
  });

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(controller) {
      call = controller;
      if (aborted) abort();
    },
    onResponseStart(controller, status) {
      // Informational responses are about the upstream's connection.
      if (status < 200) return;
      const received = headerTexts(controller.rawHeaders);
      if (mask !== undefined && hasBody(exchange, status)) {
        if (isEncoded(received)) {
          abort();
          options.refuse(exchange, unreadableAnswer());
          return;
        }
        bodyMask = mask.body();
      }
      const headers = responseHeaders(received, status, exchange, mask);
      isEventStream = tellsEvents(headers);
      response.writeHead(status, headers);
      // Together with the body where that is here already, else alone: an event stream may be silent at first.
      process.nextTick(() => {
        if (!response.writableEnded && !response.destroyed) response.flushHeaders();
      });
    },
    onResponseData(controller, chunk) {
      const piece = bodyMask === undefined ? chunk : bodyMask.pass(chunk);
      if (piece.length > 0 && !response.write(piece)) holdBack(controller);
      readAlong?.(chunk);
    },
    onResponseEnd() {
      const rest = bodyMask?.rest();
      if (rest !== undefined && rest.length > 0) response.end(rest);
      else response.end();
    },
    onResponseError(_controller, error) {
      // A client that is gone also breaks off the body, which may be heard of first.
      if (aborted || exchange.request.socket.destroyed) return;
      if (!response.headersSent) {
        options.refuse(exchange, upstreamFailure(error, call !== undefined));
        return;
      }
      options.onBroken(exchange, error);
      response.destroy();
    },
  };
  return { handler, abort, end };
}

/** The last frame of an event stream that is ended: as the clients of the path read errors, and browsers' EventSource. */
function lastEvent(path: string, problem: ProblemError): string {
  return `\n\nevent: error\ndata: ${JSON.stringify(dialectOf(path).lastEvent(problem))}\n\n`;
}

/** Whether there is a body that a credential could stand in. */
function hasBody({ request }: Exchange, status: number): boolean {
  return request.method !== 'HEAD' && status !== 204 && status !== 304;
}
