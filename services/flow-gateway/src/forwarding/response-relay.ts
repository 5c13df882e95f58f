import type { ProblemError } from '@keyward/auth';
import type { Dispatcher } from 'undici';

import type { Exchange } from '../edge/exchange.ts';
import { responseHeaders } from './response-headers.ts';
import { upstreamFailure } from './upstream-failure.ts';

export interface RelayOptions {
  /** How long a client may leave a response unread. */
  unreadMs: number;
  /** Answers the exchange with a problem, while nothing of a response has been sent. */
  readonly refuse: (exchange: Exchange, problem: ProblemError) => void;
  /** A response broke off after it had begun; the client sees a broken stream. */
  readonly onBroken: (exchange: Exchange, error: Error) => void;
}

export interface ResponseRelay {
  readonly handler: Dispatcher.DispatchHandler;
  /** Ends the call to the upstream; nothing it still sends is passed on. */
  abort(): void;
  /** Ends both sides, because the request has lost its leave: with `problem` where nothing was sent yet, else an error event or a broken stream. */
  end(problem: ProblemError): void;
}

/** The last frame of an event stream that is ended: as Flowise's clients read errors, and browsers' EventSource. */
const LAST_EVENT = `\n\nevent: error\ndata: ${JSON.stringify({ event: 'error', data: 'The key is no longer valid.' })}\n\n`;
/** How long a client that does not read may keep the last frame waiting. */
const LAST_EVENT_MS = 1_000;

/**
 * Passes an upstream's response on to the client as it comes, no faster than the client reads. Whichever side goes away
 * takes the other one with it: a client that hangs up aborts the call, a call that breaks off breaks the client's
 * stream, so that it can't be taken for a whole one.
 */
export function createResponseRelay(exchange: Exchange, options: RelayOptions): ResponseRelay {
  const { response } = exchange;
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
      response.end(LAST_EVENT);
      setTimeout(() => response.destroy(), LAST_EVENT_MS).unref();
    } else response.destroy();
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
      const headers = responseHeaders(textOf(controller.rawHeaders), status, exchange.id);
      isEventStream = tellsEvents(headers);
      response.writeHead(status, headers);
      // Together with the body where that is here already, else alone: an event stream may be silent at first.
      process.nextTick(() => {
        if (!response.writableEnded && !response.destroyed) response.flushHeaders();
      });
    },
    onResponseData(controller, chunk) {
      if (response.write(chunk)) return;
      controller.pause();
      if (unread !== undefined) return;
      unread = setTimeout(() => response.destroy(), options.unreadMs).unref();
      response.once('drain', onDrain);
    },
    onResponseEnd() {
      response.end();
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

/** Whether one more event can be put at the end of the body. */
function tellsEvents(headers: readonly string[]): boolean {
  let tells = false;
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at]?.toLowerCase();
    // A frame of ours would not fit into a body that is compressed or of a fixed length.
    if (name === 'content-encoding' || name === 'content-length') return false;
    if (name === 'content-type') tells = headers[at + 1]?.startsWith('text/event-stream') === true;
  }
  return tells;
}

/** Header names and values as they were on the wire: undici hands over one buffer for each. */
function textOf(rawHeaders: Dispatcher.DispatchController['rawHeaders']): string[] {
  if (!Array.isArray(rawHeaders)) return [];
  return rawHeaders.map((text) => (typeof text === 'string' ? text : text.toString('latin1')));
}
