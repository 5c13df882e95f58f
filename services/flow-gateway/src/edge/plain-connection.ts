import type { Socket } from 'node:net';

import { atEndOfTurn } from '../turn.ts';
import { type PlainRequest, readPlainRequest } from './plain-request.ts';
import { type PlainConversation, PlainResponse } from './plain-response.ts';

/** So much is kept unread: while a request is answered, a client that sends more has to wait, and can hang up unheard. */
const MAX_UNREAD = 32 * 1024;

/** Many clients send head and body one after the other: so long the rest of a short body is waited for, in milliseconds. */
const BODY_MS = 10;

/** Whom the requests of plain connections go to. */
export interface PlainListener {
  /** Whether a request is one for this listener; others go to node with their connections. */
  takes(request: PlainRequest): boolean;
  serve(request: PlainRequest, response: PlainResponse): void;
  /** Has node serve the connection from now on, beginning with these bytes. */
  handOver(socket: Socket, bytes: Buffer): void;
  /** The connection is node's now, or gone. */
  onLeft(connection: PlainConnection): void;
}

/**
 * A connection of a client whose requests have all been plain so far, each one answered before the next one was sent. With
 * the first other request it becomes node's, for good.
 */
export class PlainConnection implements PlainConversation {
  readonly socket: Socket;
  readonly keptS: number;
  /** Since when it has waited for a request, by the monotonic clock; undefined while one is answered. */
  idleSince: number | undefined = performance.now();
  /** Whether it has had any. */
  isNew = true;
  readonly #listener: PlainListener;
  #response: PlainResponse | undefined;
  /** A request that lacks a part of its body, and until when that is waited for. */
  #begun: Buffer | undefined;
  #patience: NodeJS.Timeout | undefined;
  /** What has come, and waits for the end of the turn, or of the answer to the request before it. */
  #unread: Buffer | undefined;
  readonly #onData = (bytes: Buffer): void => this.#take(bytes);
  readonly #onEnd = (): void => void this.socket.destroy();
  readonly #onError = (): void => void this.socket.destroy();
  readonly #onClose = (): void => this.#closed();

  constructor(socket: Socket, keptS: number, listener: PlainListener) {
    this.socket = socket;
    this.keptS = keptS;
    this.#listener = listener;
    socket.on('data', this.#onData).on('end', this.#onEnd).on('error', this.#onError).on('close', this.#onClose);
  }

  onOver(isKept: boolean): void {
    this.#response = undefined;
    if (!isKept) {
      this.socket.end(() => this.socket.destroy());
      return;
    }
    this.idleSince = performance.now();
    if (this.#unread === undefined) return;
    this.socket.resume();
    readTogether(this);
  }

  #take(bytes: Buffer): void {
    if (this.#unread === undefined) readTogether(this);
    this.#unread = this.#unread === undefined ? bytes : Buffer.concat([this.#unread, bytes]);
    if (this.#unread.length <= MAX_UNREAD) return;
    if (this.#response === undefined) this.read();
    // Reading on tells whether the client is still there, as long as it does not send without an end.
    else this.socket.pause();
  }

  /** Reads what has come, unless a request is being answered: then it waits. */
  read(): void {
    const bytes = this.#unread;
    if (bytes === undefined || this.#response !== undefined || this.socket.destroyed) return;
    this.#unread = undefined;
    const all = this.#begun === undefined ? bytes : Buffer.concat([this.#begun, bytes]);
    const request = readPlainRequest(all, this.socket);
    if (request === 'begun') {
      this.#begun = all;
      this.#patience ??= setTimeout(() => this.#giveUp(), BODY_MS);
      return;
    }
    this.#stopWaiting();
    if (request === undefined || !this.#listener.takes(request)) {
      this.#handOver(all);
      return;
    }
    this.isNew = false;
    this.idleSince = undefined;
    this.#response = new PlainResponse(this, request.method === 'HEAD');
    this.#response.shouldKeepAlive = request.keepsConnection;
    this.#listener.serve(request, this.#response);
  }

  #giveUp(): void {
    const pieces = [this.#begun, this.#unread].filter((bytes) => bytes !== undefined);
    this.#unread = undefined;
    this.#handOver(Buffer.concat(pieces));
  }

  #stopWaiting(): void {
    this.#begun = undefined;
    if (this.#patience === undefined) return;
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #handOver(bytes: Buffer): void {
    this.#stopWaiting();
    const { socket } = this;
    socket.off('data', this.#onData).off('end', this.#onEnd).off('error', this.#onError).off('close', this.#onClose);
    this.#listener.onLeft(this);
    this.#listener.handOver(socket, bytes);
  }

  #closed(): void {
    this.#stopWaiting();
    this.#unread = undefined;
    this.#listener.onLeft(this);
    this.#response?.broken();
    this.#response = undefined;
  }
}

const readTogether = atEndOfTurn('read', (connection: PlainConnection) => connection.read());
