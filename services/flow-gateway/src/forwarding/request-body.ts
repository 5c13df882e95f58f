import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

import type { RequestBody } from '../edge/client-message.ts';
import { discardBody } from '../edge/discard-body.ts';
import { watchPace } from './body-pace.ts';

/** The beginning of a body that was read before the request was forwarded. */
export interface BodyHead {
  /** What goes upstream in its place. */
  readonly bytes: Buffer;
  /** Nothing is behind it. */
  readonly isWhole: boolean;
  /** By how many bytes that is longer than what was read. */
  readonly growth: number;
  /** Looks at each piece behind it before that is passed on. Throws a ProblemError to break off. */
  readonly inspect: (piece: Buffer) => void;
}

/** Whether there is more of a body than what is here. */
export function isStillComing(body: RequestBody): body is IncomingMessage {
  return body instanceof IncomingMessage && !body.complete;
}

/** Takes what is here of a body, null where that is nothing. To be called once. */
export function takeBody(body: RequestBody): Buffer | null {
  if (!(body instanceof IncomingMessage)) return body;
  const read: unknown = body.read();
  return Buffer.isBuffer(read) ? read : null;
}

/** A body that is here as a whole. Throws what `inspect` of the head does. */
export function wholeBody(body: RequestBody, head: BodyHead | undefined): Buffer | null {
  if (head?.isWhole === true) return head.bytes;
  const rest = takeBody(body);
  if (head === undefined) return rest;
  if (rest === null) return head.bytes;
  head.inspect(rest);
  return Buffer.concat([head.bytes, rest]);
}

export interface StreamedBodyOptions {
  /** How often the client's pace is looked at. */
  windowMs: number;
  /** The upstream is there and begins to read. */
  onWanted(): void;
  /** The client sent next to nothing for two windows in which nobody held it back. */
  onTooSlow(): void;
  /** What has been read of it already. */
  head: BodyHead | undefined;
  /** The head's inspection found something that must not go on. */
  onRefused(error: unknown): void;
}

/**
 * A body that is still coming, piece by piece and no faster than it is read. What is left of it when the stream is
 * destroyed is dropped.
 */
export function streamedBody(request: IncomingMessage, options: StreamedBodyOptions): Readable {
  const { head } = options;
  let wanted = false;
  const pace = watchPace(
    options.windowMs,
    () => request.isPaused(),
    () => options.onTooSlow(),
  );

  const body = new Readable({
    highWaterMark: 64 * 1024,
    read() {
      if (!wanted) {
        wanted = true;
        options.onWanted();
        if (head !== undefined && head.bytes.length > 0 && !body.push(head.bytes)) return;
      }
      request.resume();
    },
    destroy(error, callback) {
      stop();
      discardBody(request);
      callback(error);
    },
  });

  const onData = (chunk: Buffer) => {
    pace.count(chunk.length);
    try {
      head?.inspect(chunk);
    } catch (error) {
      options.onRefused(error);
      return;
    }
    if (body.push(chunk)) return;
    pace.holdBack();
    request.pause();
  };
  const onEnd = () => {
    stop();
    body.push(null);
  };
  const onError = (error: Error) => body.destroy(error);

  function stop(): void {
    pace.stop();
    request.off('data', onData).off('end', onEnd).off('error', onError);
  }

  request.pause();
  request.on('data', onData).on('end', onEnd).on('error', onError);
  return body;
}
