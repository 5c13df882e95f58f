const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What is waited for after each failed attempt; after the last one of these comes one more attempt. */
const DELAYS_MS = [
  5_000,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
];

/** How long to wait after the n-th attempt has failed; undefined: it was the last one. Up to a tenth is random. */
export function retryDelayMs(attempts: number, random: () => number = Math.random): number | undefined {
  const delay = DELAYS_MS[attempts - 1];
  return delay === undefined ? undefined : Math.round(delay * (1 + random() / 10));
}
