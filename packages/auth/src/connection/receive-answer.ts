import type { Dispatcher } from 'undici';

export interface ReceivedAnswer {
  readonly status: number;
  readonly text: string;
}

/** The whole answer to one request. Rejects with the signal's reason when that is aborted, also while it waits for a connection. */
export function receiveAnswer(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<ReceivedAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let status = 0;
    let running: Dispatcher.DispatchController | undefined;
    function abort(): void {
      running?.abort(signal.reason);
      reject(signal.reason);
    }
    function over(): void {
      signal.removeEventListener('abort', abort);
    }
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    dispatcher.dispatch(request, {
      onRequestStart(controller) {
        running = controller;
        if (signal.aborted) controller.abort(signal.reason);
      },
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(_controller, piece) {
        pieces.push(piece);
      },
      onResponseEnd() {
        over();
        resolve({ status, text: Buffer.concat(pieces).toString() });
      },
      onResponseError(_controller, error) {
        over();
        reject(error);
      },
    });
  });
}
