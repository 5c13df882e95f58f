import { rewrapCredentials } from '../credentials/rewrap-credentials.ts';
import type { AdminContext } from './admin-command.ts';
import { withDatabase } from './with-database.ts';

/** `keyward-admin rewrap`: to be run after a new master key was put in front of the others. */
export function rewrap(context: AdminContext): Promise<number> {
  return withDatabase(context, async (db, { MASTER_KEYS: ring }) => {
    const { rewrapped, unreadable } = await rewrapCredentials(db, ring, (done, total) =>
      context.say(`${done} of ${total}`),
    );
    const { kid } = ring.current('credential');
    if (context.json) {
      context.out(`${JSON.stringify({ kid, rewrapped, unreadable: Object.fromEntries(unreadable) })}\n`);
    } else {
      context.out(`${rewrapped} credentials are under the master key ${kid} now.\n`);
      for (const [missing, rows] of unreadable) {
        context.say(`${rows} credentials cannot be decrypted: they need the master key ${missing}, unchanged.`);
      }
      context.say('Run doctor to see which older master keys are still needed.');
    }
    return unreadable.size === 0 ? 0 : 1;
  });
}
