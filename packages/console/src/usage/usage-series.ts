import type { Schemas } from '@keyward/client';
import type { UsageGroup } from './usage-filter.ts';

export type UsageReport = Schemas['UsageReport'];
type Item = UsageReport['items'][number];

/** One line of the picture: its name, its requests at each step, and their sum. */
export interface Series {
  readonly name: string | null;
  readonly requests: readonly number[];
  readonly total: number;
}

/** How many are told apart; the rest is added up. */
const MOST = 6;

const MEMBERS = { outcome: 'outcome', key: 'keyId', flow: 'flowId', model: 'model' } as const satisfies Record<
  UsageGroup,
  keyof Item
>;

/** The requests of a report, one series for each group, the biggest first; `others` names the sum of the small ones. */
export function seriesOf(report: UsageReport, by: UsageGroup, starts: readonly string[], others: string): Series[] {
  const steps = new Map(starts.map((start, index) => [Date.parse(start), index]));
  const series = new Map<string | null, number[]>();
  for (const item of report.items) {
    const name = item[MEMBERS[by]] ?? null;
    const requests = series.get(name) ?? starts.map(() => 0);
    const index = steps.get(Date.parse(item.start ?? ''));
    if (index !== undefined) requests[index] = (requests[index] ?? 0) + item.requests;
    series.set(name, requests);
  }
  const sorted = [...series]
    .map(([name, requests]) => ({ name, requests, total: sum(requests) }))
    .sort((a, b) => b.total - a.total);
  const rest = sorted.slice(MOST);
  if (rest.length < 2) return sorted;
  const requests = starts.map((_, index) => sum(rest.map((one) => one.requests[index] ?? 0)));
  return [...sorted.slice(0, MOST), { name: others, requests, total: sum(requests) }];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
