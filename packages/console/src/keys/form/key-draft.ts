import type { Key, KeyChanges, KeyUse, NewKey, Role } from '../key-surface.ts';

export const LIMIT_NAMES = ['requestsPerMinute', 'requestsPerDay', 'concurrentRequests'] as const;
export const TOKEN_LIMIT_NAMES = ['tokensPerMinute', 'tokensPerDay'] as const;
export type LimitName = (typeof LIMIT_NAMES)[number] | (typeof TOKEN_LIMIT_NAMES)[number];

export const EXPIRY_PRESETS = ['two-weeks', 'one-month', 'three-months', 'six-months', 'one-year', 'never'] as const;
export type ExpiryChoice = (typeof EXPIRY_PRESETS)[number] | 'date' | 'keep';

/** A key as a form holds it. */
export interface KeyDraft {
  readonly name: string;
  readonly permissions: readonly string[];
  /** Of a management key, in place of permissions one by one. */
  readonly role: Role | '';
  /** The only workspace that a new management key is valid in; empty: all. */
  readonly workspaceId: string;
  /** Whether a new management key is owner everywhere. */
  readonly operator: boolean;
  /** Empty: all. */
  readonly flows: readonly string[];
  /** Empty: all. */
  readonly allowedIps: readonly string[];
  readonly tags: readonly string[];
  readonly limits: Readonly<Partial<Record<LimitName, number>>>;
  readonly expiry: ExpiryChoice;
  /** `YYYY-MM-DD`, where the expiry is a date. */
  readonly date: string;
  readonly enabled: boolean;
}

/** What a new key begins as: the least that is of use, for three months. */
export const newDraft = (use: KeyUse): KeyDraft => ({
  name: '',
  permissions: use === 'flows' ? ['flows:execute'] : [],
  role: use === 'management' ? 'viewer' : '',
  workspaceId: '',
  operator: false,
  flows: [],
  allowedIps: [],
  tags: [],
  limits: {},
  expiry: 'three-months',
  date: '',
  enabled: true,
});

/** An existing key as a form begins with it. */
export function draftOf(key: Key): KeyDraft {
  const { name, permissions, tags, limits, enabled } = key;
  const lists = { flows: key.flows ?? [], allowedIps: key.allowedIps ?? [] };
  const settled = { role: '', workspaceId: key.workspaceId ?? '', operator: false } as const;
  return { name, permissions, tags, limits, enabled, ...lists, ...settled, expiry: 'keep', date: '' };
}

/** The request that makes a key of a draft. */
export function newKeyOf(draft: KeyDraft, use: KeyUse): NewKey {
  return {
    ...(draft.name.trim() !== '' && { name: draft.name.trim() }),
    ...(use === 'flows' && { permissions: [...draft.permissions] }),
    ...(use === 'management' && newPower(draft)),
    ...(draft.flows.length > 0 && { flows: [...draft.flows] }),
    ...(draft.allowedIps.length > 0 && { allowedIps: [...draft.allowedIps] }),
    ...(draft.tags.length > 0 && { tags: [...draft.tags] }),
    ...(Object.keys(draft.limits).length > 0 && { limits: draft.limits }),
    ...expiryOf(draft),
  };
}

/** The changes that a draft makes to a key: only what differs, since a rename takes less permission than the rest. */
export function changesOf(key: Key, draft: KeyDraft): KeyChanges {
  const before = draftOf(key);
  const differs = (member: keyof KeyDraft) => JSON.stringify(before[member]) !== JSON.stringify(draft[member]);
  const orNull = (list: readonly string[]) => (list.length > 0 ? [...list] : null);
  return {
    ...(differs('name') && { name: draft.name.trim() }),
    ...(draft.role === '' && differs('permissions') && { permissions: [...draft.permissions] }),
    ...(draft.role !== '' && { role: draft.role }),
    ...(differs('flows') && { flows: orNull(draft.flows) }),
    ...(differs('allowedIps') && { allowedIps: orNull(draft.allowedIps) }),
    ...(differs('tags') && { tags: [...draft.tags] }),
    ...(differs('limits') && { limits: draft.limits }),
    ...(differs('enabled') && { enabled: draft.enabled }),
    ...expiryOf(draft),
  };
}

function newPower({ role, permissions, workspaceId, operator }: KeyDraft): NewKey {
  if (operator) return { operator };
  const where = workspaceId === '' ? {} : { workspaceId };
  return role === '' ? { permissions: [...permissions], ...where } : { role, ...where };
}

function expiryOf({ expiry, date }: KeyDraft): { expiresAt?: string | null; expiresIn?: string } {
  if (expiry === 'keep') return {};
  if (expiry === 'date') return { expiresAt: endOfDay(date) };
  return expiry === 'never' ? { expiresAt: null } : { expiresIn: expiry };
}

/** The last moment of a day where the person is; what is no day stays, for the server to name. */
function endOfDay(date: string): string {
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? date : end.toISOString();
}
