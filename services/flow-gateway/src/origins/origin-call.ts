import type { Call, ResponseReceiver } from './call.ts';
import type { ResponseHead } from './response-head.ts';
import { ResponseReader, type ResponseSink } from './response-reader.ts';

/** The connection that a call is on, for as long as it is. */
export interface Line {
  abandon(): void;
  hold(): void;
  goOn(): void;
}

/**
 * One call on a connection. It lets go of the connection when it is over: what its receiver still says then must not reach
 * the next call.
 *
 * A class, unlike most here: one is made for each request.
 */
export class OriginCall implements Call, ResponseSink {
  readonly reader: ResponseReader;
  readonly receiver: ResponseReceiver;
  isPaused = false;
  #line: Line | undefined;

  constructor(line: Line, receiver: ResponseReceiver, toHead: boolean) {
    this.#line = line;
    this.receiver = receiver;
    this.reader = new ResponseReader(this, toHead);
  }

  get isOver(): boolean {
    return this.#line === undefined;
  }

  /** Nothing more comes of it, and nobody is told any more. */
  end(): void {
    this.#line = undefined;
  }

  abort(): void {
    const line = this.#line;
    this.#line = undefined;
    line?.abandon();
  }

  pause(): void {
    if (this.#line === undefined) return;
    this.isPaused = true;
    this.#line.hold();
  }

  resume(): void {
    if (this.#line === undefined || !this.isPaused) return;
    this.isPaused = false;
    this.#line.goOn();
  }

  onHead({ status, headers }: ResponseHead): void {
    if (this.#line !== undefined) this.receiver.onHead(this, status, headers);
  }

  onPiece(piece: Buffer): void {
    if (this.#line !== undefined) this.receiver.onData(this, piece);
  }
}
