import type { Measurement } from './load.ts';

/** A measurement in one line. */
export function told({ requestsPerSecond, cpuMicroseconds, p50Ms, p99Ms }: Measurement): string {
  const rate = requestsPerSecond.toFixed(0).padStart(6);
  return `${rate} requests/s, ${cpuMicroseconds.toFixed(0)} µs of CPU each, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
}

/** The middle one of some values. */
export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
