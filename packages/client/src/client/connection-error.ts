/** No answer came: key-management could not be reached, or broke off, or took too long. */
export class ConnectionError extends Error {
  constructor(url: string, cause: unknown) {
    super(`${new URL(url).origin} does not answer: ${reasonOf(cause)}`, { cause });
    this.name = 'ConnectionError';
  }
}

/** `fetch` hides what happened in the cause of its error, and several attempts to dial in an AggregateError. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown failure';
  if (error.name === 'TimeoutError') return 'it took too long';
  if (error.cause !== undefined) return reasonOf(error.cause);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.message;
}
