/** What is shown of the usage: it stands in the page's address. */
export interface UsageFilter {
  readonly range?: UsageRange;
  readonly by?: UsageGroup;
}

export type UsageRange = 'P1D' | 'P7D' | 'P30D' | 'P90D';
export type UsageGroup = 'outcome' | 'key' | 'flow' | 'model';

export const RANGES: readonly UsageRange[] = ['P1D', 'P7D', 'P30D', 'P90D'];
export const GROUPS: readonly UsageGroup[] = ['outcome', 'key', 'flow', 'model'];
const DAYS: Record<UsageRange, number> = { P1D: 1, P7D: 7, P30D: 30, P90D: 90 };
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The filter in an address; whatever else stands there is dropped. */
export function parseUsageFilter({ range, by }: Record<string, unknown>): UsageFilter {
  const knownRange = RANGES.find((one) => one === range);
  const knownGroup = GROUPS.find((one) => one === by);
  return {
    ...(knownRange !== undefined && { range: knownRange }),
    ...(knownGroup !== undefined && { by: knownGroup }),
  };
}

/** Where a range begins at `now` (ms), and its steps' starts (UTC), first to last. */
export function stepsOf(range: UsageRange, now: number): { from: string; step: 'hour' | 'day'; starts: string[] } {
  const length = range === 'P1D' ? HOUR_MS : DAY_MS;
  const count = range === 'P1D' ? 24 : DAYS[range];
  const last = Math.floor(now / length) * length;
  const starts = Array.from({ length: count }, (_, index) =>
    new Date(last - (count - 1 - index) * length).toISOString(),
  );
  return { from: starts[0] ?? new Date(last).toISOString(), step: range === 'P1D' ? 'hour' : 'day', starts };
}
