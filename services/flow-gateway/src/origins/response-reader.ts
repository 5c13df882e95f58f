import { HEAD_END, isCleanHead } from '../message-head.ts';
import { ChunkedBody, type PieceSink } from './chunked-body.ts';
import { malformed } from './origin-error.ts';
import { checkBegunHead, parseResponseHead, type ResponseHead } from './response-head.ts';

/** What is read of a response, as it comes. */
export interface ResponseSink extends PieceSink {
  onHead(head: ResponseHead): void;
}

const MAX_HEAD = 16 * 1024;
/** An origin that sends hints without an end. */
const MAX_INFORMATIONAL = 16;
const SWITCHING_PROTOCOLS = 101;

/**
 * Reads one response from the bytes of a connection. Throws OriginError `MALFORMED_RESPONSE` for bytes that are none.
 *
 * A class, unlike most here: one is made for each request.
 */
export class ResponseReader {
  readonly #sink: ResponseSink;
  readonly #toHead: boolean;
  /** The beginning of a head that has not come as a whole. */
  #begun: Buffer | undefined;
  #informational = 0;
  #head: ResponseHead | undefined;
  /** Bytes that a body of known length still lacks. */
  #missing = 0;
  #chunks: ChunkedBody | undefined;
  #isOver = false;

  constructor(sink: ResponseSink, toHead: boolean) {
    this.#sink = sink;
    this.#toHead = toHead;
  }

  /** Whether the response is complete. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get head(): ResponseHead | undefined {
    return this.#head;
  }

  /** Reads on, and gives how many of the bytes belong to the response. */
  read(bytes: Buffer): number {
    let at = 0;
    if (this.#head === undefined) {
      at = this.#readHeads(bytes);
      if (this.#head === undefined) return at;
    }
    return at === bytes.length ? at : this.#readBody(bytes, at);
  }

  /** The connection has ended: whether that ends the response, too. */
  endsHere(): boolean {
    if (this.#head?.bodyLength === 'until-close') this.#isOver = true;
    return this.#isOver;
  }

  #readHeads(bytes: Buffer): number {
    const before = this.#begun?.length ?? 0;
    const all = this.#begun === undefined ? bytes : Buffer.concat([this.#begun, bytes]);
    this.#begun = undefined;
    let from = 0;
    while (this.#head === undefined) {
      const text = all.toString('latin1', from, from + MAX_HEAD);
      const end = text.indexOf(HEAD_END);
      if (end === -1) {
        if (text.length === MAX_HEAD) throw malformed('the head is too long');
        checkBegunHead(text);
        this.#begun = all.subarray(from);
        return bytes.length;
      }
      if (!isCleanHead(all, from, from + end)) throw malformed('the head holds a control character');
      this.#take(parseResponseHead(text.slice(0, end), this.#toHead));
      from += end + HEAD_END.length;
    }
    // What was kept has no end of a head in it, so the end stands in the new bytes.
    return from - before;
  }

  #take(head: ResponseHead): void {
    if (head.status < 200) {
      // Nobody asked for another protocol.
      if (head.status === SWITCHING_PROTOCOLS) throw malformed('the protocol was switched');
      if (++this.#informational > MAX_INFORMATIONAL) throw malformed('there are too many informational responses');
      return;
    }
    this.#head = head;
    const { bodyLength } = head;
    if (bodyLength === 'chunked') this.#chunks = new ChunkedBody();
    else if (bodyLength !== 'until-close') {
      this.#missing = bodyLength;
      this.#isOver = bodyLength === 0;
    }
    this.#sink.onHead(head);
  }

  #readBody(bytes: Buffer, from: number): number {
    if (this.#isOver) return from;
    if (this.#chunks !== undefined) {
      const end = this.#chunks.read(bytes, from, this.#sink);
      this.#isOver = this.#chunks.isOver;
      return end;
    }
    if (this.#head?.bodyLength === 'until-close') {
      this.#sink.onPiece(from === 0 ? bytes : bytes.subarray(from));
      return bytes.length;
    }
    const end = Math.min(bytes.length, from + this.#missing);
    this.#missing -= end - from;
    this.#isOver = this.#missing === 0;
    this.#sink.onPiece(from === 0 && end === bytes.length ? bytes : bytes.subarray(from, end));
    return end;
  }
}
