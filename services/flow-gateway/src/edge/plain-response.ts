import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import { isBodiless, isFieldValue } from '../message-head.ts';
import { inTurn } from '../turn.ts';
import { writeFramed } from '../whole-writes.ts';
import type { ClientResponse, HeadersByName } from './client-message.ts';
import { httpDate } from './http-date.ts';

/** What a response belongs to. */
export interface PlainConversation {
  readonly socket: Socket;
  /** Of the connection, in seconds, as its client is told. */
  readonly keptS: number;
  /** The response is over; `isKept` says whether the connection may carry another one. */
  onOver(isKept: boolean): void;
}

/**
 * The response to a request that was read here, on the bare socket: as node's `ServerResponse` would write it (RFC 9112),
 * with far less made for each.
 */
export class PlainResponse implements ClientResponse {
  statusCode = 200;
  shouldKeepAlive = true;
  headersSent = false;
  writableEnded = false;
  writableFinished = false;
  closed = false;
  readonly #conversation: PlainConversation;
  readonly #toHead: boolean;
  /** Until it has been written. */
  #head = '';
  /** What ends the response, and waits to be written with others. */
  #last = '';
  #isChunked = false;
  #isBodiless = false;
  #onClose: (() => void)[] = [];

  constructor(conversation: PlainConversation, toHead: boolean) {
    this.#conversation = conversation;
    this.#toHead = toHead;
  }

  get destroyed(): boolean {
    return this.closed || this.#conversation.socket.destroyed;
  }

  writeHead(status: number, headers: readonly string[] | HeadersByName): void {
    if (this.headersSent) throw new Error('the head has been written already');
    const { text, hasLength, hasDate } = fieldsOf(isList(headers) ? headers : checkedList(headers));
    this.headersSent = true;
    this.statusCode = status;
    this.#isBodiless = this.#toHead || isBodiless(status);
    this.#isChunked = !hasLength && !this.#isBodiless;
    const date = hasDate ? '' : `Date: ${httpDate()}\r\n`;
    const kept = this.shouldKeepAlive
      ? `Connection: keep-alive\r\nKeep-Alive: timeout=${this.#conversation.keptS}\r\n`
      : 'Connection: close\r\n';
    const framing = this.#isChunked ? 'Transfer-Encoding: chunked\r\n' : '';
    this.#head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n${text}${date}${kept}${framing}\r\n`;
  }

  /** Nobody waits with the body of a plain request: it is here. */
  writeContinue(): void {}

  flushHeaders(): void {
    if (this.#head !== '') this.#send(this.#takeHead());
  }

  write(piece: Buffer): boolean {
    const { socket } = this.#conversation;
    if (this.#isBodiless || piece.length === 0) {
      this.flushHeaders();
      return true;
    }
    const head = this.#takeHead();
    if (!this.#isChunked) return writeFramed(socket, head, piece);
    return writeFramed(socket, `${head}${piece.length.toString(16)}\r\n`, piece, '\r\n');
  }

  end(text = '', encoding: 'latin1' | 'utf8' = 'utf8'): void {
    if (this.writableEnded || this.closed) return;
    if (!this.headersSent) this.writeHead(this.statusCode, []);
    this.writableEnded = true;
    const body = this.#isBodiless ? '' : text;
    const bytes = encoding === 'utf8' && body !== '' ? Buffer.from(body).toString('latin1') : body;
    const last = this.#isChunked
      ? `${bytes === '' ? '' : `${bytes.length.toString(16)}\r\n${bytes}\r\n`}0\r\n\r\n`
      : bytes;
    this.#last = this.#takeHead() + last;
    writeTogether(this);
  }

  /** Writes what ends the response. */
  writeLast(): void {
    if (this.#last !== '' && !this.destroyed) this.#send(this.#last);
    this.#last = '';
    settleTogether(this);
  }

  /** The response is over, once all of it is with the system: nearly always at once. */
  settle(): void {
    const { socket } = this.#conversation;
    // What is destroyed is told by its close, and has sent nothing more.
    if (socket.destroyed) return;
    if (socket.writableLength === 0) this.#finish();
    else {
      socket.write('', (error) => {
        if (!error) this.#finish();
      });
    }
  }

  /** Takes the connection along, as long as it is this response's: once it is over, another one may be under way on it. */
  destroy(): void {
    if (!this.closed) this.#conversation.socket.destroy();
  }

  /** The connection is gone. */
  broken(): void {
    this.#close();
  }

  on(_event: 'close', listener: () => void): void {
    this.#onClose.push(listener);
  }

  once(event: 'close' | 'drain', listener: () => void): void {
    if (event === 'close') this.#onClose.push(listener);
    else this.#conversation.socket.once('drain', listener);
  }

  off(_event: 'close', listener: () => void): void {
    this.#onClose = this.#onClose.filter((other) => other !== listener);
  }

  #takeHead(): string {
    const head = this.#head;
    this.#head = '';
    return head;
  }

  #send(text: string): void {
    this.#conversation.socket.write(text, 'latin1');
  }

  #finish(): void {
    if (this.closed) return;
    this.writableFinished = true;
    this.#close();
    this.#conversation.onOver(this.shouldKeepAlive);
  }

  #close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const listener of this.#onClose) listener();
  }
}

const writeTogether = inTurn('write', (response: PlainResponse) => response.writeLast());
const settleTogether = inTurn('settle', (response: PlainResponse) => response.settle());

interface Fields {
  text: string;
  hasLength: boolean;
  hasDate: boolean;
}

/** Header lines of names and values. */
function fieldsOf(headers: readonly string[]): Fields {
  let text = '';
  let hasLength = false;
  let hasDate = false;
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? '';
    const value = headers[at + 1] ?? '';
    text += `${name}: ${value}\r\n`;
    if (name.length === 14) hasLength ||= name.toLowerCase() === 'content-length';
    else if (name.length === 4) hasDate ||= name.toLowerCase() === 'date';
  }
  return { text, hasLength, hasDate };
}

function isList(headers: readonly string[] | HeadersByName): headers is readonly string[] {
  return Array.isArray(headers);
}

/** Throws where a value could end its line. */
function checkedList(headers: HeadersByName): string[] {
  const list: string[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (!isFieldValue(value)) throw new Error(`the header ${name} holds a character that no header may hold`);
    list.push(name, value);
  }
  return list;
}
