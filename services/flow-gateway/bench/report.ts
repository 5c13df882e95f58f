import { cpus, totalmem } from 'node:os';

import type { Bench, Effort } from './bench.ts';
import type { Measurement } from './load/load.ts';
import { hasWrk } from './load/wrk.ts';

/** What a part of the bench has found out. */
export interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below the table. */
  readonly notes: readonly string[];
  /** To be drawn: requests a second by name. */
  readonly bars?: readonly { readonly name: string; readonly value: number }[];
}

/** When and where it was measured, and how. */
export function preface({ rounds, seconds }: Effort, { cores, patience }: Pick<Bench, 'cores' | 'patience'>): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 1024 ** 3)} GiB, node ${process.version}`;
  const places =
    cores === undefined
      ? 'everything on the same cores'
      : 'one core for what is measured, the load and the origin elsewhere';
  const load = hasWrk ? 'wrk' : 'our own load (there is no wrk here)';
  return `${new Date().toISOString().slice(0, 10)}, ${machine}; ${places}; ${load}, medians of ${rounds} interleaved rounds of ${seconds} s. What was measured while the host took more than a tenth of a processor was measured again after a rest, twice at most; ${patience.disturbed} times it did so all the same.`;
}

/** A section in Markdown; figures stand to the right. */
export function sectionText({ title, columns, rows, notes }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const isFigure = (index: number) => rows.every((row) => /^(\d|$)/.test(row[index] ?? ''));
  const rule = columns.map((_, index) => (index > 0 && isFigure(index) ? '---:' : '---'));
  const table = rows.length === 0 ? [] : [[columns, rule, ...rows].map(line).join('\n')];
  return [`### ${title}`, ...table, notes.map((note) => `- ${note}`).join('\n')].filter(Boolean).join('\n\n');
}

/** A measurement in one line. */
export function told({ requestsPerSecond, cpuMicroseconds, p50Ms, p99Ms }: Measurement): string {
  const rate = requestsPerSecond.toFixed(0).padStart(6);
  return `${rate} requests/s, ${cpuMicroseconds.toFixed(0)} µs of CPU each, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A whole number with commas, as 12,345. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** The middle of some values, with the least and the greatest where there are several. */
export function withSpread(values: readonly number[]): string {
  const middle = whole(median(values));
  return values.length < 2 ? middle : `${middle} (${whole(Math.min(...values))}–${whole(Math.max(...values))})`;
}
