import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

import { discardBody } from '../edge/discard-body.ts';

/** Bytes a second below which a body is not worth a connection, as an average over a window. */
const MIN_PACE = 240;

/** A body that is here as a whole, without having waited for it; undefined when there is more to come. */
export function bodyAtHand(request: IncomingMessage): Buffer | null | undefined {
  if (!request.complete) return undefined;
  const body: unknown = request.read();
  return Buffer.isBuffer(body) ? body : null;
}

export interface StreamedBodyOptions {
  /** How often the client's pace is looked at. */
  windowMs: number;
  /** The upstream is there and begins to read. */
  onWanted(): void;
  /** The client sent next to nothing for two windows in which nobody held it back. */
  onTooSlow(): void;
}

/**
 * A body that is still coming, piece by piece and no faster than it is read. What is left of it when the stream is
 * destroyed is dropped.
 */
export function streamedBody(request: IncomingMessage, options: StreamedBodyOptions): Readable {
  const { windowMs } = options;
  let wanted = false;
  let received = 0;
  let heldBack = true;
  let slowWindows = 0;

  const body = new Readable({
    highWaterMark: 64 * 1024,
    read() {
      if (!wanted) options.onWanted();
      wanted = true;
      request.resume();
    },
    destroy(error, callback) {
      stop();
      discardBody(request);
      callback(error);
    },
  });

  const onData = (chunk: Buffer) => {
    received += chunk.length;
    if (body.push(chunk)) return;
    heldBack = true;
    request.pause();
  };
  const onEnd = () => {
    stop();
    body.push(null);
  };
  const onError = (error: Error) => body.destroy(error);
  const watch = setInterval(() => {
    const slow = !heldBack && received < (MIN_PACE * windowMs) / 1000;
    slowWindows = slow ? slowWindows + 1 : 0;
    received = 0;
    heldBack = request.isPaused();
    if (slowWindows === 2) options.onTooSlow();
  }, windowMs).unref();

  function stop(): void {
    clearInterval(watch);
    request.off('data', onData).off('end', onEnd).off('error', onError);
  }

  request.pause();
  request.on('data', onData).on('end', onEnd).on('error', onError);
  return body;
}
