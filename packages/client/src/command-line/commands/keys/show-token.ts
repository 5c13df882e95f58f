import type { Context } from '../../context.ts';
import { EXIT } from '../../exit-codes.ts';
import type { KeyGroup } from './key-lists.ts';

interface NewKey {
  readonly id: string;
  readonly name: string;
  readonly token: string | null;
}

/** Shows a new key: its token alone on stdout, so that a script can catch it, and the rest to people. */
export function showToken(
  { terminal, options }: Context,
  key: NewKey,
  line: string,
  { command }: Pick<KeyGroup, 'command'>,
): void {
  if (options().json) terminal.out(`${JSON.stringify(key, null, 2)}\n`);
  terminal.say(line);
  if (key.token === null) {
    terminal.say(
      `Its token was in an answer that got lost on the way. Get another one: keyward ${command} rotate ${key.id}`,
    );
    process.exitCode = EXIT.failure;
  } else if (!options().json) {
    terminal.say('This is its token. It is shown this once:');
    terminal.out(`${key.token}\n`);
  }
}
