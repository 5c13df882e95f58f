import { type Static, Type } from 'typebox';
import { invalidQuery } from '../http/invalid-query.ts';

/** What usage can be told apart by, and the column that it is. */
export const USAGE_GROUPS = {
  workspace: { member: 'workspaceId', column: 'workspace_id' },
  key: { member: 'keyId', column: 'key_id' },
  flow: { member: 'flowId', column: 'flow_id' },
  model: { member: 'model', column: 'model' },
  api: { member: 'api', column: 'api' },
  permission: { member: 'permission', column: 'permission' },
  outcome: { member: 'outcome', column: 'outcome' },
} as const;
export type UsageGroup = keyof typeof USAGE_GROUPS;

export const USAGE_STEPS = ['hour', 'day', 'month', 'total'] as const;
export type UsageStep = (typeof USAGE_STEPS)[number];

const group = `(${Object.keys(USAGE_GROUPS).join('|')})`;
const moment = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description, examples: ['2026-03-01T00:00:00Z'] }));

export const UsageQuerystring = Type.Object(
  {
    from: moment('The first hour that counts; left out: 30 days before `to`.'),
    to: moment('The first hour that counts no more; left out: now.'),
    step: Type.Enum([...USAGE_STEPS], {
      type: 'string',
      default: 'day',
      description: 'One row for each of these (UTC), or `total` for the whole time.',
    }),
    groupBy: Type.Optional(
      Type.String({
        pattern: `^${group}(,${group}){0,6}$`,
        'x-rule': `one or several of ${Object.keys(USAGE_GROUPS).join(', ')}, separated by commas`,
        description: 'One row for each of these, too.',
        examples: ['key,outcome'],
      }),
    ),
  },
  { additionalProperties: false },
);

/** Which counts are wanted, and how they are added up. */
export interface UsageQuery {
  readonly from: Date;
  readonly to: Date;
  readonly step: UsageStep;
  readonly groups: readonly UsageGroup[];
}

const DEFAULT_RANGE_MS = 30 * 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** The query that is meant at `now`; `from` is moved to the beginning of its hour. Throws 400 for an empty range. */
export function usageQuery(querystring: Static<typeof UsageQuerystring>, now: Date): UsageQuery {
  const to = querystring.to === undefined ? now : new Date(querystring.to);
  const asked = querystring.from === undefined ? new Date(to.getTime() - DEFAULT_RANGE_MS) : new Date(querystring.from);
  // Nothing was counted before 1970, and Postgres knows no year 0.
  const from = new Date(Math.max(0, Math.floor(asked.getTime() / HOUR_MS) * HOUR_MS));
  for (const [name, at] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (Number.isNaN(at.getTime())) throw invalidQuery(`/${name}`, 'must be a date and time without a leap second');
  }
  if (from >= to) throw invalidQuery('/from', 'must be earlier than to');
  const groups = new Set(querystring.groupBy?.split(',').filter(isGroup));
  return { from, to, step: querystring.step, groups: [...groups] };
}

function isGroup(text: string): text is UsageGroup {
  return Object.hasOwn(USAGE_GROUPS, text);
}
