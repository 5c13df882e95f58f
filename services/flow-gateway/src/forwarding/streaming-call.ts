import type { Dispatcher } from 'undici';

import type { ResponseReceiver } from '../origins/call.ts';

/** Tells a receiver what undici tells of a call. */
export function undiciHandler(receiver: ResponseReceiver): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller) => receiver.onStart(controller),
    onResponseStart(controller, status, headers) {
      // Informational responses are about the upstream's connection.
      if (status >= 200) receiver.onHead(controller, status, headerList(headers));
    },
    onResponseData: (controller, piece) => receiver.onData(controller, piece),
    onResponseEnd: () => receiver.onEnd(),
    onResponseError: (_controller, error) => receiver.onError(error),
  };
}

function headerList(headers: Readonly<Record<string, string | string[] | undefined>>): string[] {
  return Object.entries(headers).flatMap(([name, value = []]) => [value].flat().flatMap((one) => [name, one]));
}
