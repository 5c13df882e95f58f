import { Temporal } from 'temporal-polyfill';

/** A regular expression for ISO 8601 durations of whole units, without anchors, to build schema patterns from. */
export const DURATION_PATTERN = String.raw`P(?!$)(\d{1,9}Y)?(\d{1,9}M)?(\d{1,9}W)?(\d{1,9}D)?(T(?=\d)(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}S)?)?`;

/**
 * `start` moved by an ISO 8601 duration (`direction` -1: back). Years and months are those of the UTC calendar, the
 * end of a month clamped; undefined where the result is outside what a `Date` can hold. `duration` is well-formed.
 */
export function moveBy(start: Date, duration: string, direction: 1 | -1 = 1): Date | undefined {
  const from = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO('UTC');
  try {
    const span = Temporal.Duration.from(duration);
    const to = direction === 1 ? from.add(span) : from.subtract(span);
    return new Date(to.epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
