import type { Socket } from 'node:net';

import { atEndOfTurn, inTurn } from '../turn.ts';
import { writeFramed } from '../whole-writes.ts';
import type { ResponseReceiver } from './call.ts';
import { type Line, OriginCall } from './origin-call.ts';
import { malformed, OriginError } from './origin-error.ts';
import type { OutgoingRequest } from './request-message.ts';

/** Bounds of a response, in milliseconds. */
export interface ResponseLimits {
  /** From the request to the end of the response's head. */
  readonly firstByteMs: number;
  /** Between two pieces of the response. */
  readonly idleStreamMs: number;
}

/** What a connection belongs to. */
export interface ConnectionOwner {
  readonly limits: ResponseLimits;
  /** The connection may be used for another request. */
  onFree(connection: OriginConnection): void;
  onClosed(connection: OriginConnection): void;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * One connection to an origin: carries one call after the other, never two at once, and is kept only after a response that
 * left no doubt about where it ended. Nothing is ever sent twice.
 */
export class OriginConnection implements Line {
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  #call: OriginCall | undefined;
  /** The call's request, until it is written. */
  #request: OutgoingRequest | undefined;
  /** What has come in this turn, until it is read. */
  #unread: Buffer | undefined;
  /** When, by the monotonic clock, the present call, or the idle connection, has lasted too long. */
  #lastsUntil = NEVER;

  constructor(socket: Socket, owner: ConnectionOwner) {
    this.#socket = socket;
    this.#owner = owner;
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    socket.on('end', () => this.#ended());
    socket.on('error', (error: Error) => {
      // A response that came before the reset is one all the same.
      this.read();
      this.#fail(error);
    });
    socket.on('close', () => {
      this.read();
      this.#fail(closedEarly());
      owner.onClosed(this);
    });
  }

  get isIdle(): boolean {
    return this.#call === undefined;
  }

  get isUsable(): boolean {
    // What nobody asked for must not become the response to the next request.
    const isQuiet = this.#call === undefined && this.#unread === undefined;
    return isQuiet && this.#socket.writable && performance.now() < this.#lastsUntil;
  }

  /** Sends a request, while no call is under way. */
  send(request: OutgoingRequest, receiver: ResponseReceiver): void {
    this.#call = new OriginCall(this, receiver, request.isHead);
    this.#request = request;
    writeTogether(this);
  }

  /** Writes the request that waits for it. */
  write(): void {
    const [call, request] = [this.#call, this.#request];
    this.#request = undefined;
    if (call === undefined || request === undefined) return;
    call.receiver.onStart(call);
    // It may have been given up while there was no connection yet, or have lost its leave.
    if (call.isOver) return;
    this.#lastsUntil = performance.now() + this.#owner.limits.firstByteMs;
    if (request.body === null) this.#socket.write(request.head, 'latin1');
    else writeFramed(this.#socket, request.head, request.body);
  }

  /** Reads what has come and waits for that. */
  read(): void {
    const bytes = this.#unread;
    this.#unread = undefined;
    if (bytes !== undefined) this.#read(bytes);
  }

  /** Ends a call that takes too long, and a connection that has idled for long enough. `now` is monotonic, in milliseconds. */
  checkTime(now: number): void {
    if (now < this.#lastsUntil) return;
    if (this.#call?.reader.head === undefined) this.#fail(new OriginError('RESPONSE_TIMEOUT', 'no response in time'));
    else this.#fail(new OriginError('IDLE_RESPONSE', 'the response stopped'));
  }

  close(): void {
    this.#socket.destroy();
  }

  abandon(): void {
    this.#call = undefined;
    this.#socket.destroy();
  }

  hold(): void {
    this.#lastsUntil = NEVER;
    this.#socket.pause();
  }

  goOn(): void {
    this.#lastsUntil = performance.now() + this.#owner.limits.idleStreamMs;
    this.#socket.resume();
  }

  /** Small responses are read together with others; of a longer one nothing waits. */
  #take(bytes: Buffer): void {
    const waits = this.#unread !== undefined;
    if (waits) this.read();
    if (waits || this.#call?.reader.head !== undefined) {
      this.#read(bytes);
      return;
    }
    this.#unread = bytes;
    readTogether(this);
  }

  #read(bytes: Buffer): void {
    const call = this.#call;
    if (call === undefined) {
      // Nobody asked: whatever it is, the next call would take it for its response.
      this.#socket.destroy();
      return;
    }
    let length: number;
    try {
      length = call.reader.read(bytes);
    } catch (error) {
      this.#fail(error instanceof Error ? error : malformed('the response cannot be read'));
      return;
    }
    if (call.isOver) return;
    if (call.reader.isOver) this.#complete(call, length === bytes.length);
    else if (call.reader.head !== undefined && !call.isPaused) {
      this.#lastsUntil = performance.now() + this.#owner.limits.idleStreamMs;
    }
  }

  #ended(): void {
    this.read();
    const call = this.#call;
    if (call?.reader.endsHere() === true) this.#complete(call, false);
    else this.#fail(closedEarly());
  }

  /** `isClean` says whether nothing has come behind the response. */
  #complete(call: OriginCall, isClean: boolean): void {
    this.#call = undefined;
    call.end();
    const socket = this.#socket;
    const keptMs = call.reader.head?.keptMs ?? 0;
    // An origin that answers before it has read the whole request may not read the rest.
    const isSent = socket.writable && socket.writableLength === 0;
    // What came while it was paused is behind the response, too.
    if (isClean && socket.readableLength === 0 && keptMs > 0 && isSent) {
      this.#lastsUntil = performance.now() + keptMs;
      if (call.isPaused) socket.resume();
      this.#owner.onFree(this);
    } else socket.destroy();
    call.receiver.onEnd();
  }

  #fail(error: Error): void {
    const call = this.#call;
    this.#call = undefined;
    this.#socket.destroy();
    call?.end();
    call?.receiver.onError(error);
  }
}

const readTogether = atEndOfTurn('read', (connection: OriginConnection) => connection.read());
const writeTogether = inTurn('write', (connection: OriginConnection) => connection.write());

function closedEarly(): OriginError {
  return new OriginError('ORIGIN_CLOSED', 'the connection was closed before the response was complete');
}
