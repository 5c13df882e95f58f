import { type Static, Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import { USAGE_GROUPS, USAGE_STEPS, type UsageQuery } from './usage-query.ts';
import type { UsageRow } from './usage-repository.ts';

const Count = Type.Integer({ minimum: 0 });
const Moment = Type.String({ format: 'date-time' });
const group = () => Type.Optional(nullable(Type.String(), 'With `groupBy`; null where the requests had none.'));

const sums = {
  requests: Count,
  ok: Count,
  denied: Type.Integer({ minimum: 0, description: 'Refused; `groupBy=outcome` tells for which reasons.' }),
  limited: Type.Integer({ minimum: 0, description: 'Refused by a limit.' }),
  upstreamErrors: Count,
  latencyMsAverage: nullable(Type.Number(), 'Of whole requests, to the last byte; null without any.'),
  latencyMsMax: Count,
  bytesIn: Count,
  bytesOut: Count,
  promptTokens: Count,
  completionTokens: Count,
};

/** In the order of the columns of a CSV file. */
const SUM_NAMES = [
  'requests',
  'ok',
  'denied',
  'limited',
  'upstreamErrors',
  'latencyMsAverage',
  'latencyMsMax',
  'bytesIn',
  'bytesOut',
  'promptTokens',
  'completionTokens',
] as const satisfies (keyof typeof sums)[];

const EXAMPLE_SUMS = {
  requests: 1200,
  ok: 1190,
  denied: 4,
  limited: 5,
  upstreamErrors: 1,
  latencyMsAverage: 182.5,
  latencyMsMax: 2100,
  bytesIn: 240_000,
  bytesOut: 1_800_000,
  promptTokens: 0,
  completionTokens: 0,
};

export const UsageReport = Type.Object(
  {
    from: Moment,
    to: Moment,
    step: Type.Enum([...USAGE_STEPS], { type: 'string' }),
    items: Type.Array(
      Type.Object({
        start: nullable(Moment, 'When the step began; null for a total.'),
        workspaceId: group(),
        keyId: group(),
        flowId: group(),
        model: group(),
        api: group(),
        permission: group(),
        outcome: group(),
        ...sums,
      }),
      { description: 'In the order of time; within a step the most requests first. Steps without any are left out.' },
    ),
    totals: Type.Object(sums),
  },
  {
    title: 'UsageReport',
  },
);
export type UsageReport = Static<typeof UsageReport>;

export const USAGE_REPORT_EXAMPLE: UsageReport = {
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-03-02T00:00:00.000Z',
  step: 'day',
  items: [{ start: '2026-03-01T00:00:00.000Z', keyId: '3kTq9ZpL0aBcDeFg', ...EXAMPLE_SUMS }],
  totals: EXAMPLE_SUMS,
};

/** The answer to a query: its sums, and the sum of them. */
export function usageReport({ from, to, step }: UsageQuery, rows: readonly UsageRow[]): UsageReport {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    step,
    items: rows.map((row) => ({ start: row.start?.toISOString() ?? null, ...row.groups, ...sumsOf([row]) })),
    totals: sumsOf(rows),
  };
}

/** The items as RFC 4180 has it: a header line, CRLF. */
export function usageCsv({ groups }: UsageQuery, { items }: UsageReport): string {
  const names = ['start', ...groups.map((name) => USAGE_GROUPS[name].member), ...SUM_NAMES] as const;
  const lines = items.map((item) => names.map((name) => csvField(item[name] ?? null)).join(','));
  return `${[names.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Spreadsheets take text that begins like a formula for one, and a model or flow may be called anything. */
function csvField(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function sumsOf(rows: readonly UsageRow[]): Static<Type.TObject<typeof sums>> {
  const sum = (count: (row: UsageRow) => number) => rows.reduce((total, row) => total + count(row), 0);
  const requests = sum((row) => row.requests);
  const latencyMs = sum((row) => row.latencyMsSum);
  return {
    requests,
    ok: sum((row) => row.ok),
    denied: sum((row) => row.denied),
    limited: sum((row) => row.limited),
    upstreamErrors: sum((row) => row.upstreamErrors),
    latencyMsAverage: requests === 0 ? null : Math.round((latencyMs / requests) * 10) / 10,
    latencyMsMax: rows.reduce((max, row) => Math.max(max, row.latencyMsMax), 0),
    bytesIn: sum((row) => row.bytesIn),
    bytesOut: sum((row) => row.bytesOut),
    promptTokens: sum((row) => row.promptTokens),
    completionTokens: sum((row) => row.completionTokens),
  };
}
