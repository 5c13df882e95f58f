import { type Static, Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import { FINDING_TYPES, type FindingRow } from './findings-table.ts';

const Moment = Type.String({ format: 'date-time' });

export const FindingTypeSchema = Type.Enum([...FINDING_TYPES], {
  type: 'string',
  description:
    '`denials-jump`: 20 refusals and more within two hours, five times as many as usual. `new-network`: first used from ' +
    'a network (IPv4 /24, IPv6 /48) within the last 24 hours, by a key that is older than that. `rate-limited`: 10 ' +
    'requests and more over a limit within 24 hours. `idle`: not used for 90 days. `never-used`: for 30 days. ' +
    '`expiring-soon`: within 14 days, and not rotated. `permissions-unused`: a key of 30 days and more that has ' +
    'permissions which it never used.',
});

export const Finding = Type.Object(
  {
    id: Type.String(),
    type: FindingTypeSchema,
    keyId: Type.String(),
    workspaceId: nullable(Type.String(), 'Null for a key of the whole organization.'),
    detail: Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      additionalProperties: true,
      description: 'What was found: numbers, times, the network, the permissions.',
    }),
    foundAt: Moment,
    seenAt: Type.Unsafe<string>({ ...Moment, description: 'When it was last found to be so.' }),
    resolvedAt: nullable(Moment, 'When it was found to be so no more.'),
  },
  {
    title: 'Finding',
    examples: [
      {
        id: '1f0c3a529d1c4a0b8f432b1d9c1c7a11',
        type: 'denials-jump',
        keyId: '3kTq9ZpL0aBcDeFg',
        workspaceId: 'W7c2YpM1bCdEfGhI',
        detail: { requests: 240, withinHours: 2, usual: 1.5 },
        foundAt: '2026-03-01T12:00:00.000Z',
        seenAt: '2026-03-01T12:04:00.000Z',
        resolvedAt: null,
      },
    ],
  },
);

export function findingResource(row: FindingRow): Static<typeof Finding> {
  return {
    id: row.id,
    type: row.type,
    keyId: row.keyId,
    workspaceId: row.workspaceId,
    detail: row.detail,
    foundAt: row.foundAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
  };
}
