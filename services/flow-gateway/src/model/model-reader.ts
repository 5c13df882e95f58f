import { PROBLEMS, ProblemError } from '@keyward/auth';

import { callForBody } from '../edge/call-for-body.ts';
import type { Exchange } from '../edge/exchange.ts';
import { bodyTooSlow } from '../forwarding/forward-request.ts';
import type { BodyHead } from '../forwarding/request-body.ts';
import { scanFor } from './body-type.ts';
import type { HeldBytes } from './held-bytes.ts';
import { type ModelScan, malformedBody, modelMissing } from './model-scan.ts';

export interface ModelReaderOptions {
  /** Where in a body the model has to have ended. */
  readonly maxBytes: number;
  /** How long a client may take until there, in milliseconds. */
  readonly timeoutMs: number;
  readonly heldBytes: HeldBytes;
}

/**
 * Finds the model in the body of a request that has not been read from yet.
 *
 * A class, unlike most here: one is made for each request.
 */
export class ModelReader {
  readonly #exchange: Exchange;
  readonly #options: ModelReaderOptions;
  #pieces: Buffer[] = [];
  #scan: ModelScan | undefined;
  #name: string | Promise<string> | undefined;

  constructor(exchange: Exchange, options: ModelReaderOptions) {
    this.#exchange = exchange;
    this.#options = options;
  }

  /**
   * The name, at once where the body is here as a whole. Reads no more of the body than it takes, and that once only.
   * Throws, or rejects with, a ProblemError.
   */
  name(): string | Promise<string> {
    this.#name ??= this.#read();
    return this.#name;
  }

  /** How many tokens the answer may have at most, as far as what has been read tells; 0 where it does not. */
  get maxTokens(): number {
    return this.#scan?.maxTokens ?? 0;
  }

  /** What has been read, with the upstream's own name for the model where it has one. To be called once, after `name`. */
  head(upstreamModel: string | null): BodyHead {
    const scan = this.#scan;
    const read = joined(this.#pieces);
    // Once they are on their way, nothing here keeps them in memory.
    this.#pieces = [];
    const inspect = (piece: Buffer) => scan?.feed(piece);
    if (upstreamModel === null || scan?.found === undefined) return { bytes: read, growth: 0, inspect };
    const { start, end } = scan.found;
    const bytes = Buffer.concat([read.subarray(0, start), scan.spell(upstreamModel), read.subarray(end)]);
    return { bytes, growth: bytes.length - read.length, inspect };
  }

  #read(): string | Promise<string> {
    const exchange = this.#exchange;
    const scan = scanFor(exchange.request.rawHeaders);
    this.#scan = scan;
    callForBody(exchange);
    // Most bodies are, and cost no listeners then.
    if (!exchange.request.complete) return this.#readUntilFound(scan).then(() => nameIn(scan));
    this.#readWhole(scan);
    return nameIn(scan);
  }

  /** Takes a body that is here as a whole: far less than the model may stand behind. */
  #readWhole(scan: ModelScan): void {
    const body: unknown = this.#exchange.request.read();
    if (!Buffer.isBuffer(body)) return;
    if (!this.#hold(body)) throw tooManyBodies();
    scan.feed(body);
  }

  /** Remembers a piece until the request is over, since it may be on its way to the upstream for so long. False where there is no room. */
  #hold(piece: Buffer): boolean {
    if (!this.#options.heldBytes.take(piece.length)) return false;
    this.#exchange.heldBytes += piece.length;
    this.#pieces.push(piece);
    return true;
  }

  /** Reads pieces until the scan has found the model, or there are no more. */
  #readUntilFound(scan: ModelScan): Promise<void> {
    const { request, response } = this.#exchange;
    const { maxBytes, timeoutMs } = this.#options;
    const hold = (piece: Buffer) => this.#hold(piece);
    return new Promise((resolve, reject) => {
      let length = 0;
      const timer = setTimeout(() => stop(bodyTooSlow()), timeoutMs).unref();

      function onData(piece: Buffer): void {
        if (!hold(piece)) {
          stop(tooManyBodies());
          return;
        }
        length += piece.length;
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

      response.once('close', onGone);
      request.on('data', onData).on('end', onEnd).on('error', onGone);
    });
  }
}

function nameIn({ found }: ModelScan): string {
  if (found === undefined) throw modelMissing('The body names no model.');
  return found.name;
}

function joined(pieces: readonly Buffer[]): Buffer {
  const [first] = pieces;
  return first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
}

function tooManyBodies(): ProblemError {
  const detail = 'There are too many large requests under way at the moment.';
  return new ProblemError(PROBLEMS.serviceUnavailable, { detail, headers: { 'retry-after': '1' } });
}
