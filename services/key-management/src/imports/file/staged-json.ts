import type { CheckedRow } from './checked-row.ts';

/** What a staged row has that its JSON leaves out: most rows have most of this, and it is half of the text. */
export const STAGED_DEFAULTS = {
  newId: true,
  origin: 'imported',
  permissions: ['flows:execute'],
  limits: {},
  metadata: {},
  tags: [],
  enabled: true,
  notes: [],
  action: 'added',
} as const;

/** A row as JSON, for the stage. `lookups` is left out where it holds nothing but `lookup`. */
export function stagedJson(row: number, checked: CheckedRow): string {
  const { lookups, permissions, limits, metadata, tags, notes, newId, enabled, origin, ...rest } = checked;
  return JSON.stringify({
    row,
    ...rest,
    lookups: lookups.length > 1 ? lookups : undefined,
    permissions: permissions.length === 1 && permissions[0] === 'flows:execute' ? undefined : permissions,
    limits: isEmpty(limits) ? undefined : limits,
    metadata: isEmpty(metadata) ? undefined : metadata,
    tags: tags.length === 0 ? undefined : tags,
    notes: notes.length === 0 ? undefined : notes,
    newId: newId ? undefined : false,
    enabled: enabled ? undefined : false,
    origin: origin === 'imported' ? undefined : origin,
    flows: rest.flows ?? undefined,
    allowedIps: rest.allowedIps ?? undefined,
    expiresAt: rest.expiresAt ?? undefined,
    hash: rest.hash ?? undefined,
  });
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}
