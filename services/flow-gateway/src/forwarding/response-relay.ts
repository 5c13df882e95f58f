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
}

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

  function abort(): void {
    aborted = true;
    call?.abort(new Error('the request was given up'));
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
      response.writeHead(status, responseHeaders(textOf(controller.rawHeaders), status, exchange.id));
      // Together with the body where that is here already, else alone: an event stream may be silent at first.
      process.nextTick(() => {
        if (!response.headersSent || response.writableEnded || response.destroyed) return;
        response.flushHeaders();
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
      if (aborted) return;
      if (!response.headersSent) {
        options.refuse(exchange, upstreamFailure(error, call !== undefined));
        return;
      }
      options.onBroken(exchange, error);
      response.destroy();
    },
  };
  return { handler, abort };
}

/** Header names and values as they were on the wire: undici hands over one buffer for each. */
function textOf(rawHeaders: Dispatcher.DispatchController['rawHeaders']): string[] {
  if (!Array.isArray(rawHeaders)) return [];
  return rawHeaders.map((text) => (typeof text === 'string' ? text : text.toString('latin1')));
}
