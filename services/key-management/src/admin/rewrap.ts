import { rewrapCredentials } from '../credentials/rewrap-credentials.ts';
import { rewrapSecrets } from '../webhooks/rewrap-secrets.ts';
import type { AdminContext } from './admin-command.ts';
import { withDatabase } from './with-database.ts';

/** `keyward-admin rewrap`: to be run after a new master key was put in front of the others. */
export function rewrap(context: AdminContext): Promise<number> {
  return withDatabase(context, async (db, { MASTER_KEYS: ring }) => {
    const credentials = await rewrapCredentials(db, ring, (done, total) => context.say(`${done} of ${total}`));
    const webhooks = await rewrapSecrets(db, ring);
    const rewrapped = credentials.rewrapped + webhooks.rewrapped;
    const unreadable = new Map(credentials.unreadable);
    for (const [kid, rows] of webhooks.unreadable) unreadable.set(kid, (unreadable.get(kid) ?? 0) + rows);
    const { kid } = ring.current('credential');
    if (context.json) {
      context.out(`${JSON.stringify({ kid, rewrapped, unreadable: Object.fromEntries(unreadable) })}\n`);
    } else {
      context.out(`${rewrapped} credentials and secrets of webhooks are under the master key ${kid} now.\n`);
      for (const [missing, rows] of unreadable) {
        context.say(`${rows} of them cannot be decrypted: they need the master key ${missing}, unchanged.`);
      }
      context.say('Run doctor to see which older master keys are still needed.');
    }
    return unreadable.size === 0 ? 0 : 1;
  });
}
