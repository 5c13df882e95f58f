import type { CheckedRow } from './checked-row.ts';

/** What a staged row has that its JSON leaves out: most rows have most of this, and it is half of the text. */
export const STAGED_DEFAULTS = {
  nameAt: '/keyName',
  tokenAt: '/apiKey',
  newId: true,
  origin: 'imported',
  permissions: ['flows:execute'],
  limits: {},
  metadata: {},
  tags: [],
  enabled: true,
  notes: [],
} as const;

/** A row as JSON, for the stage. `lookups` is left out where it holds nothing but `lookup`. */
export function stagedJson(row: number, checked: CheckedRow): string {
  const { lookups, permissions, limits, metadata, tags, notes } = checked;
  return JSON.stringify({
    row,
    name: checked.name,
    nameKey: checked.nameKey,
    nameAt: checked.nameAt === STAGED_DEFAULTS.nameAt ? undefined : checked.nameAt,
    tokenAt: checked.tokenAt === STAGED_DEFAULTS.tokenAt ? undefined : checked.tokenAt,
    id: checked.id,
    newId: checked.newId ? undefined : false,
    display: checked.display,
    hash: checked.hash ?? undefined,
    lookup: checked.lookup ?? undefined,
    lookups: lookups.length > 1 ? lookups : undefined,
    permissions: permissions.length === 1 && permissions[0] === 'flows:execute' ? undefined : permissions,
    flows: checked.flows ?? undefined,
    allowedIps: checked.allowedIps ?? undefined,
    limits: isEmpty(limits) ? undefined : limits,
    metadata: isEmpty(metadata) ? undefined : metadata,
    tags: tags.length === 0 ? undefined : tags,
    enabled: checked.enabled ? undefined : false,
    expiresAt: checked.expiresAt ?? undefined,
    externalId: checked.externalId ?? undefined,
    origin: checked.origin === 'imported' ? undefined : checked.origin,
    notes: notes.length === 0 ? undefined : notes,
  } satisfies Partial<Record<keyof CheckedRow | 'row', unknown>>);
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}
