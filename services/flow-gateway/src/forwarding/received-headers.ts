import type { Dispatcher } from 'undici';

/** Whether a body is compressed, although none was to be. */
export function isEncoded(headers: readonly string[]): boolean {
  for (let at = 0; at < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() === 'content-encoding' && headers[at + 1]?.toLowerCase() !== 'identity') return true;
  }
  return false;
}

/** Whether one more event can be put at the end of the body. */
export function tellsEvents(headers: readonly string[]): boolean {
  let tells = false;
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at]?.toLowerCase();
    // A frame of ours would not fit into a body that is compressed or of a fixed length.
    if (name === 'content-encoding' || name === 'content-length') return false;
    if (name === 'content-type') tells = headers[at + 1]?.startsWith('text/event-stream') === true;
  }
  return tells;
}

/** Header names and values as they were on the wire: undici hands over one buffer for each. */
export function headerTexts(rawHeaders: Dispatcher.DispatchController['rawHeaders']): string[] {
  if (!Array.isArray(rawHeaders)) return [];
  return rawHeaders.map((text) => (typeof text === 'string' ? text : text.toString('latin1')));
}
