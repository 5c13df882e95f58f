import { type Static, Type } from 'typebox';
import { Name } from '../names/name.ts';
import type { OrganizationRow } from './organizations-table.ts';

export const Organization = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    createdAt: Type.String({ format: 'date-time' }),
    createdBy: Type.String({ description: 'The id of the principal that created it.' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  {
    title: 'Organization',
    examples: [
      {
        id: 'Q4b9ZpL0aBcDeFgH',
        name: 'Acme',
        createdAt: '2026-01-05T09:30:00.000Z',
        createdBy: '3kTq9ZpL0aBcDeFg',
        updatedAt: '2026-01-05T09:30:00.000Z',
      },
    ],
  },
);

export const OrganizationBody = Type.Object(
  { name: Name },
  { additionalProperties: false, examples: [{ name: 'Acme' }] },
);

/** A row as answers and audit records show it. */
export function organizationResource(row: OrganizationRow): Static<typeof Organization> {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}
