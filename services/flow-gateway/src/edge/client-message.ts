import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** The headers that steps look up by their names; all others they pass on as they are. */
export interface ReadHeaders {
  readonly 'access-control-request-method'?: string | undefined;
  readonly connection?: string | undefined;
  readonly 'content-length'?: string | undefined;
  readonly expect?: string | undefined;
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly traceparent?: string | string[] | undefined;
  readonly tracestate?: string | string[] | undefined;
  readonly via?: string | undefined;
  readonly 'x-forwarded-for'?: string | string[] | undefined;
  readonly 'x-forwarded-host'?: string | string[] | undefined;
  readonly 'x-forwarded-proto'?: string | string[] | undefined;
  readonly 'x-request-id'?: string | string[] | undefined;
}

/** The head of a client's request: as much of node's `IncomingMessage` as the steps read. */
export interface RequestHead {
  readonly method?: string | undefined;
  /** The target, as it came. */
  readonly url?: string | undefined;
  readonly httpVersion: string;
  /** Names and values alternating, as they came. */
  readonly rawHeaders: readonly string[];
  readonly headers: ReadHeaders;
  readonly socket: Socket;
}

/** The body of a client's request: here as a whole, null where there is none, or still to be read. */
export type RequestBody = Buffer | null | IncomingMessage;

/** Headers by their names, one value each. */
export type HeadersByName = Readonly<Record<string, string>>;

/** What a client is answered by: as much of node's `ServerResponse` as the steps use. */
export interface ClientResponse {
  statusCode: number;
  /** Whether the connection may carry another request behind this answer. */
  shouldKeepAlive: boolean;
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  readonly writableFinished: boolean;
  readonly destroyed: boolean;
  readonly closed: boolean;
  /** Names and values alternating in a list, each fit for a head, or by their names. */
  writeHead(status: number, headers: string[] | HeadersByName): unknown;
  writeContinue(): void;
  flushHeaders(): void;
  /** False where the client reads more slowly: `drain` tells when it has caught up. */
  write(piece: Buffer): boolean;
  end(): unknown;
  end(text: string, encoding: 'latin1' | 'utf8'): unknown;
  destroy(): unknown;
  on(event: 'close', listener: () => void): unknown;
  once(event: 'close' | 'drain', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}
