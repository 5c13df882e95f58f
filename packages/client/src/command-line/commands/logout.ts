import type { Commands, Context } from '../context.ts';
import { DEFAULT_PROFILE, readProfile, writeProfile } from '../profiles/profiles.ts';

/** `keyward logout`: forgets the key of a profile. The key itself lives on. */
export function logoutCommand(program: Commands, { terminal, options }: Context): void {
  program
    .command('logout')
    .description('forget the management key that `login` kept; it stays valid')
    .action(async () => {
      const name = options().profile ?? (terminal.env.KEYWARD_PROFILE || DEFAULT_PROFILE);
      if ((await readProfile(terminal, name)) === undefined) return terminal.say('Nobody is signed in.');
      await writeProfile(terminal, name, undefined);
      terminal.say('Signed out.');
    });
}
