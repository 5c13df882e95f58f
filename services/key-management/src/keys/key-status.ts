export const KEY_STATUSES = ['active', 'disabled', 'expiring', 'expired', 'revoked'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

/** A key without a successor counts as expiring this many milliseconds before its end. */
export const EXPIRING_FOR_MS = 14 * 24 * 60 * 60 * 1000;

/** What decides a key's status. */
export interface KeyLife {
  readonly enabled: boolean;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly replacedBy: string | null;
}

/**
 * The status of a key at `now`. Where several hold, the first of: revoked, expired, disabled, expiring, active.
 * Expiring: inside a rotation's overlap, or 14 days from its end.
 */
export function keyStatus(key: KeyLife, now: Date): KeyStatus {
  if (key.revokedAt !== null) return 'revoked';
  if (key.expiresAt !== null && key.expiresAt <= now) return 'expired';
  if (!key.enabled) return 'disabled';
  if (key.expiresAt === null) return 'active';
  const remaining = key.expiresAt.getTime() - now.getTime();
  return key.replacedBy !== null || remaining <= EXPIRING_FOR_MS ? 'expiring' : 'active';
}
