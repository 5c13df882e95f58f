/**
 * What a call gives, whose signal is aborted after `ms` milliseconds. Unlike `AbortSignal.timeout`, nothing of it
 * outlives the call: a timer that runs on would keep each call and all that it holds alive until then.
 */
export async function withDeadline<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(new DOMException('The time for the call is over.', 'TimeoutError')), ms);
  try {
    return await call(over.signal);
  } finally {
    clearTimeout(timer);
  }
}
