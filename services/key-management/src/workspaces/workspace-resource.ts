import { type Static, Type } from 'typebox';
import { Name } from '../names/name.ts';
import type { WorkspaceRow } from './workspaces-table.ts';

export const Workspace = Type.Object(
  {
    id: Type.String(),
    organizationId: Type.String(),
    name: Type.String(),
    createdAt: Type.String({ format: 'date-time' }),
    createdBy: Type.String({ description: 'The id of the principal that created it.' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  {
    title: 'Workspace',
    examples: [
      {
        id: 'W7c2YpM1bCdEfGhI',
        organizationId: 'Q4b9ZpL0aBcDeFgH',
        name: 'Production',
        createdAt: '2026-01-05T09:30:00.000Z',
        createdBy: '3kTq9ZpL0aBcDeFg',
        updatedAt: '2026-01-05T09:30:00.000Z',
      },
    ],
  },
);

export const WorkspaceBody = Type.Object(
  { name: Name },
  { additionalProperties: false, examples: [{ name: 'Production' }] },
);

/** A row as answers and audit records show it. */
export function workspaceResource(row: WorkspaceRow): Static<typeof Workspace> {
  return {
    id: row.id,
    organizationId: row.organizationId,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}
