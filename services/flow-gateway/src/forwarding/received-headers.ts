import type { HeaderList } from '../origins/call.ts';

/** The value of a header, several of them joined; undefined where there is none. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  let value: string | undefined;
  for (let at = 0; at < headers.length; at += 2) {
    if (headers[at] === name) value = value === undefined ? headers[at + 1] : `${value}, ${headers[at + 1]}`;
  }
  return value;
}

/** Whether a body is compressed, although none was to be. */
export function isEncoded(headers: HeaderList): boolean {
  const encoding = headerValue(headers, 'content-encoding');
  return encoding !== undefined && encoding.toLowerCase() !== 'identity';
}

/** Whether one more event can be put at the end of the body. */
export function tellsEvents(headers: HeaderList): boolean {
  // A frame of ours would not fit into a body that is compressed or of a fixed length.
  return (
    headerValue(headers, 'content-type')?.startsWith('text/event-stream') === true &&
    headerValue(headers, 'content-encoding') === undefined &&
    headerValue(headers, 'content-length') === undefined
  );
}
