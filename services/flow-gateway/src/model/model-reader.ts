import type { IncomingMessage } from 'node:http';
import { PROBLEMS, ProblemError } from '@keyward/auth';

import { callForBody } from '../edge/call-for-body.ts';
import type { Exchange } from '../edge/exchange.ts';
import { bodyTooSlow } from '../forwarding/forward-request.ts';
import { type BodyHead, isStillComing, takeBody } from '../forwarding/request-body.ts';
import { scanFor } from './body-type.ts';
import type { HeldBytes } from './held-bytes.ts';
import { type FoundModel, type ModelScan, malformedBody, modelMissing } from './model-scan.ts';

const NOTHING: Buffer = Buffer.alloc(0);

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
  #body: Buffer = NOTHING;
  #isWhole = false;
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
    const read = this.#body;
    const isWhole = this.#isWhole;
    // Once it is on its way, nothing here keeps it in memory.
    this.#body = NOTHING;
    const inspect = (piece: Buffer) => scan?.feed(piece);
    if (upstreamModel === null || scan?.found === undefined) return { bytes: read, isWhole, growth: 0, inspect };
    const bytes = replaced(read, scan.found, scan.spell(upstreamModel));
    return { bytes, isWhole, growth: bytes.length - read.length, inspect };
  }

  #read(): string | Promise<string> {
    const exchange = this.#exchange;
    const scan = scanFor(exchange.request.rawHeaders);
    this.#scan = scan;
    callForBody(exchange);
    // Most bodies are, and cost no listeners then.
    if (isStillComing(exchange.body)) return this.#readLate(exchange.body, scan);
    this.#readWhole(scan);
    return nameIn(scan);
  }

  async #readLate(body: IncomingMessage, scan: ModelScan): Promise<string> {
    this.#body = joined(await this.#readUntilFound(body, scan));
    return nameIn(scan);
  }

  /** Takes a body that is here as a whole: far less than the model may stand behind. */
  #readWhole(scan: ModelScan): void {
    const body = takeBody(this.#exchange.body);
    if (body === null) return;
    if (!this.#hold(body.length)) throw tooManyBodies();
    scan.feed(body);
    this.#body = body;
    this.#isWhole = true;
  }

  /** Counts bytes that are held until the request is over, since they may be on their way to the upstream for so long. False where there is no room. */
  #hold(bytes: number): boolean {
    if (!this.#options.heldBytes.take(bytes)) return false;
    this.#exchange.heldBytes += bytes;
    return true;
  }

  /** Reads pieces until the scan has found the model, or there are no more. */
  #readUntilFound(body: IncomingMessage, scan: ModelScan): Promise<readonly Buffer[]> {
    const { response } = this.#exchange;
    const { maxBytes, timeoutMs } = this.#options;
    const hold = (piece: Buffer) => this.#hold(piece.length);
    return new Promise((resolve, reject) => {
      const pieces: Buffer[] = [];
      let length = 0;
      const timer = setTimeout(() => stop(bodyTooSlow()), timeoutMs).unref();

      function onData(piece: Buffer): void {
        if (!hold(piece)) {
          stop(tooManyBodies());
          return;
        }
        pieces.push(piece);
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
        body.off('data', onData).off('end', onEnd).off('error', onGone);
        response.off('close', onGone);
        body.pause();
        if (error === undefined) resolve(pieces);
        else reject(error);
      }

      response.once('close', onGone);
      body.on('data', onData).on('end', onEnd).on('error', onGone);
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

/** A body with another text in one place. */
function replaced(body: Buffer, { start, end }: Pick<FoundModel, 'start' | 'end'>, text: string): Buffer {
  const length = Buffer.byteLength(text);
  const result = Buffer.allocUnsafe(body.length + length - (end - start));
  body.copy(result, 0, 0, start);
  result.write(text, start);
  body.copy(result, start + length, end);
  return result;
}

function tooManyBodies(): ProblemError {
  const detail = 'There are too many large requests under way at the moment.';
  return new ProblemError(PROBLEMS.serviceUnavailable, { detail, headers: { 'retry-after': '1' } });
}
