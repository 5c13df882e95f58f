/** What an attempt came to: no answer, or one with this status and these headers. */
export type Outcome = { readonly kind: 'no-answer' } | { readonly kind: 'answer'; readonly response: Response };

/** Overloaded, restarting, or a proxy in front that found nobody: the same request may succeed later. */
const TRANSIENT = new Set([429, 502, 503, 504]);

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * How long to wait before the next attempt, in milliseconds; undefined where another one is no use. `attempt` counts
 * from 1. Pauses double, with jitter, so that many clients do not come back at once; `Retry-After` (RFC 9110 §10.2.3)
 * counts where it asks for longer, up to ten seconds. `now` is in milliseconds since the epoch.
 */
export function pauseBeforeRetry(
  outcome: Outcome,
  attempt: number,
  now: number,
  random: () => number,
): number | undefined {
  if (outcome.kind === 'answer' && !TRANSIENT.has(outcome.response.status)) return undefined;
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  const pause = full / 2 + (random() * full) / 2;
  const asked = outcome.kind === 'answer' ? retryAfter(outcome.response.headers, now) : 0;
  // Who asks for longer than a person waits is believed: the answer is passed on instead.
  return asked > LONGEST_PAUSE_MS ? undefined : Math.max(pause, asked);
}

function retryAfter(headers: Headers, now: number): number {
  const text = headers.get('retry-after');
  if (text === null) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}
