import { type Outcome, pauseBeforeRetry } from './back-off.ts';
import { ConnectionError } from './connection-error.ts';
import { problemOf } from './problem-error.ts';

/** What sends a request: `fetch`, or something that looks at it first. */
export type Fetch = (url: string, request: RequestInit) => Promise<Response>;

/** A request that may be sent several times with one effect. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Of one attempt, the reading of its answer included; 0 for no limit. */
  readonly timeoutMs: number;
  /** How many attempts at most. */
  readonly attempts: number;
  readonly fetch: Fetch;
}

/**
 * Sends a request until it is answered for good, and reads the answer with `read`. Throws a ProblemError for a refusal,
 * a ConnectionError where no answer came, and the signal's reason when the caller gave up.
 */
export async function send<T>(outgoing: Outgoing, read: (response: Response) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const { outcome, result } = await attemptOnce(outgoing, read);
    const pause = attempt < outgoing.attempts ? pauseBeforeRetry(outcome, attempt, Date.now(), Math.random) : undefined;
    if (pause === undefined || ('response' in outcome && outcome.response.ok)) return result();
    await sleep(pause, outgoing.signal);
  }
}

async function attemptOnce<T>(outgoing: Outgoing, read: (response: Response) => Promise<T>) {
  const { method, url, headers, body, signal, timeoutMs, fetch } = outgoing;
  const signals = [signal ?? [], timeoutMs > 0 ? AbortSignal.timeout(timeoutMs) : []].flat();
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      // A redirect would carry the request, and its token, to somewhere that nobody has named.
      redirect: 'manual',
      signal: AbortSignal.any(signals),
      ...(body !== undefined && { body }),
    });
    const outcome: Outcome = { kind: 'answer', response };
    if (response.ok) {
      const value = await read(response);
      return { outcome, result: () => value };
    }
    const problem = problemOf(response, await response.text());
    return { outcome, result: () => raise(problem) };
  } catch (error) {
    signal?.throwIfAborted();
    const outcome: Outcome = { kind: 'no-answer' };
    return { outcome, result: () => raise(new ConnectionError(url, error)) };
  }
}

function raise(error: Error): never {
  throw error;
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
