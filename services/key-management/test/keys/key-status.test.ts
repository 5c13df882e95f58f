import t from 'tap';
import { type KeyLife, keyStatus } from '../../src/keys/key-status.ts';

const now = new Date('2026-05-01T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const inMs = (ms: number) => new Date(now.getTime() + ms);
const live: KeyLife = { enabled: true, expiresAt: null, revokedAt: null, replacedBy: null };

const TABLE: [Partial<KeyLife>, string][] = [
  [{}, 'active'],
  [{ expiresAt: inMs(14 * DAY + 1) }, 'active'],
  [{ expiresAt: inMs(14 * DAY) }, 'expiring'],
  [{ expiresAt: inMs(1) }, 'expiring'],
  [{ expiresAt: now }, 'expired'],
  [{ expiresAt: inMs(80 * DAY), replacedBy: 'successor' }, 'expiring'],
  [{ replacedBy: 'successor' }, 'active'],
  [{ enabled: false }, 'disabled'],
  [{ enabled: false, expiresAt: inMs(DAY) }, 'disabled'],
  [{ enabled: false, expiresAt: inMs(-1) }, 'expired'],
  [{ enabled: false, expiresAt: inMs(-1), revokedAt: inMs(-DAY) }, 'revoked'],
  [{ revokedAt: inMs(DAY) }, 'revoked'],
];

t.test('the status is the first of revoked, expired, disabled, expiring, active', async (t) => {
  for (const [life, status] of TABLE) {
    t.equal(keyStatus({ ...live, ...life }, now), status, JSON.stringify(life));
  }
});
