/** The headers of a response, by their names in lower case; those that are repeated as lists. */
export type ReceivedHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Whether a body is compressed, although none was to be. */
export function isEncoded({ 'content-encoding': encoding }: ReceivedHeaders): boolean {
  return encoding !== undefined && (typeof encoding !== 'string' || encoding.toLowerCase() !== 'identity');
}

/** Whether one more event can be put at the end of the body. */
export function tellsEvents(headers: ReceivedHeaders): boolean {
  // A frame of ours would not fit into a body that is compressed or of a fixed length.
  if (headers['content-encoding'] !== undefined || headers['content-length'] !== undefined) return false;
  const type = headers['content-type'];
  return typeof type === 'string' && type.startsWith('text/event-stream');
}
