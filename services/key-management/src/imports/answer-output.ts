import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';

/** An answer that is written as it comes about. */
export interface AnswerOutput {
  /** Whether the head has been sent, so that an error can't have a status of its own any more. */
  readonly started: boolean;
  /** Resolves when there is room for more; rejects when the client has gone. */
  write(text: string): Promise<void>;
  end(): void;
}

/** Streams an answer; its head is sent with the first text. */
export function createAnswerOutput(
  reply: FastifyReply,
  head: { readonly contentType: string; readonly status?: number },
  signal: AbortSignal,
): AnswerOutput {
  const stream = new PassThrough();
  let started = false;

  function start(): void {
    if (started) return;
    started = true;
    // The reply waits for the end of the stream, and so must nobody here.
    void reply
      .code(head.status ?? 200)
      .type(head.contentType)
      .send(stream);
  }

  return {
    get started() {
      return started;
    },
    async write(text) {
      signal.throwIfAborted();
      start();
      if (!stream.write(text)) await once(stream, 'drain', { signal });
    },
    end() {
      start();
      stream.end();
    },
  };
}

/** Writes pieces of text, a line's end, and no more. The event loop turns after each piece, also where the client keeps up. */
export async function writeAll(output: AnswerOutput, texts: AsyncIterable<string> | Iterable<string>): Promise<void> {
  for await (const text of texts) {
    await output.write(text);
    await setImmediate();
  }
  await output.write('\n');
  output.end();
}
