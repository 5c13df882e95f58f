import { createServer, type ServerResponse } from 'node:http';
import { type Dispatcher, Pool } from 'undici';

/**
 * Forwards and does nothing else, with the server and the client that gateways of node are made of: what these two allow.
 * A body that is here goes on as a whole, an answer that came in one piece leaves in one write.
 */
const { PORT, UPSTREAM = '' } = process.env;
const pool = new Pool(UPSTREAM, { pipelining: 1 });

class Relay implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;
  #waiting: Buffer | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  onRequestStart(): void {}

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[]>,
  ): void {
    this.#response.writeHead(status, headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#waiting !== undefined) this.#response.write(this.#waiting);
    this.#waiting = piece;
  }

  onResponseEnd(): void {
    this.#response.end(this.#waiting?.toString('latin1'), 'latin1');
  }

  onResponseError(): void {
    this.#response.destroy();
  }
}

createServer((request, response) => {
  // What is here of the body has been read by then.
  setImmediate(() => {
    const { method = '', url = '', headers } = request;
    const { host: _host, connection: _connection, 'content-length': _length, ...passed } = headers;
    const body = request.complete ? request.read() : request;
    pool.dispatch({ method, path: url, headers: passed, body }, new Relay(response));
  });
}).listen(Number(PORT), '127.0.0.1');
