import { setImmediate as nextTurn } from 'node:timers/promises';
import { PROBLEMS, ProblemError } from '@keyward/auth';

import { callForBody } from '../edge/call-for-body.ts';
import type { Exchange } from '../edge/exchange.ts';
import { bodyTooSlow } from '../forwarding/forward-request.ts';
import type { BodyHead } from '../forwarding/request-body.ts';
import { scanFor } from './body-type.ts';
import type { HeldBytes } from './held-bytes.ts';
import { type ModelScan, malformedBody, modelMissing } from './model-scan.ts';

/** The model that the body of one request names. */
export interface ModelReader {
  /** Reads no more of the body than it takes, and that once only. Rejects with a ProblemError. */
  name(): Promise<string>;
  /** How many tokens the answer may have at most, as far as what has been read tells; 0 where it does not. */
  maxTokens(): number;
  /** What has been read, with the upstream's own name for the model where it has one. To be called once, after `name`. */
  head(upstreamModel: string | null): BodyHead;
}

export interface ModelReaderOptions {
  /** Where in a body the model has to have ended. */
  readonly maxBytes: number;
  /** How long a client may take until there, in milliseconds. */
  readonly timeoutMs: number;
  readonly heldBytes: HeldBytes;
}

/** Finds the model in the body of a request that has not been read from yet. */
export function createModelReader(exchange: Exchange, options: ModelReaderOptions): ModelReader {
  const pieces: Buffer[] = [];
  let scan: ModelScan | undefined;
  let reading: Promise<string> | undefined;

  async function read(): Promise<string> {
    scan = scanFor(exchange.request.rawHeaders);
    callForBody(exchange);
    // Most bodies are complete by the next turn of the event loop, and cost no listeners then.
    await nextTurn();
    if (exchange.request.complete) readWhole(exchange, scan, pieces, options);
    else await readUntilFound(exchange, scan, pieces, options);
    if (scan.found === undefined) throw modelMissing('The body names no model.');
    return scan.found.name;
  }

  return {
    name: () => (reading ??= read()),
    maxTokens: () => scan?.maxTokens ?? 0,
    head(upstreamModel) {
      // Taken out: once they are on their way, nothing here keeps them in memory.
      const [first = Buffer.alloc(0), ...others] = pieces.splice(0);
      const read = others.length === 0 ? first : Buffer.concat([first, ...others]);
      const inspect = (piece: Buffer) => scan?.feed(piece);
      if (upstreamModel === null || scan?.found === undefined) return { bytes: read, growth: 0, inspect };
      const { start, end } = scan.found;
      const bytes = Buffer.concat([read.subarray(0, start), scan.spell(upstreamModel), read.subarray(end)]);
      return { bytes, growth: bytes.length - read.length, inspect };
    },
  };
}

/** Takes a body that is here as a whole: far less than the model may stand behind. */
function readWhole({ request, response }: Exchange, scan: ModelScan, pieces: Buffer[], options: ModelReaderOptions) {
  const body: unknown = request.read();
  if (!Buffer.isBuffer(body)) return;
  const { heldBytes } = options;
  const { length } = body;
  if (!heldBytes.take(length)) throw tooManyBodies();
  response.once('close', () => heldBytes.giveBack(length));
  pieces.push(body);
  scan.feed(body);
}

/** Reads pieces until the scan has found the model, or there are no more. */
function readUntilFound(
  { request, response }: Exchange,
  scan: ModelScan,
  pieces: Buffer[],
  { maxBytes, timeoutMs, heldBytes }: ModelReaderOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0;
    const timer = setTimeout(() => stop(bodyTooSlow()), timeoutMs).unref();

    function onData(piece: Buffer): void {
      if (!heldBytes.take(piece.length)) {
        stop(tooManyBodies());
        return;
      }
      length += piece.length;
      pieces.push(piece);
      try {
        scan.feed(piece);
      } catch (error) {
        stop(error);
        return;
      }
      if (scan.found !== undefined && scan.found.end <= maxBytes) stop();
      else if (length >= maxBytes)
        stop(modelMissing(`The model must stand in the first ${maxBytes} bytes of the body.`));
    }
    const onEnd = () => stop();
    const onGone = () => stop(malformedBody('The body broke off.'));

    function stop(error?: unknown): void {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onGone);
      response.off('close', onGone);
      request.pause();
      if (error === undefined) resolve();
      else reject(error);
    }

    // The bytes are remembered until the request is over: they may still be on their way to the upstream.
    response.once('close', () => heldBytes.giveBack(length));
    response.once('close', onGone);
    request.on('data', onData).on('end', onEnd).on('error', onGone);
  });
}

function tooManyBodies(): ProblemError {
  const detail = 'There are too many large requests under way at the moment.';
  return new ProblemError(PROBLEMS.serviceUnavailable, { detail, headers: { 'retry-after': '1' } });
}
