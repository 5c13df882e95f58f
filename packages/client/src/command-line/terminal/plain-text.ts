/** Text that others chose, such as a name, without what a terminal would obey instead of show. */
export function plainText(value: string): string {
  return value.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
