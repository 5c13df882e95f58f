import { UsageError } from '../failures.ts';
import { ask } from '../terminal/prompts.ts';
import { readInput } from '../terminal/read-input.ts';
import type { Terminal } from '../terminal/terminal.ts';

/**
 * A token from a file, from standard input (`-`, or what is piped in), or from a prompt that does not show it. Never
 * from an argument: those stand in the history and in the list of processes. Throws a UsageError.
 */
export async function readToken(terminal: Terminal, path: string | undefined, what: string): Promise<string> {
  const text =
    path === undefined && terminal.canAsk
      ? await ask(terminal, what, { hidden: true })
      : await readInput(terminal, path ?? '-');
  const token = text.trim();
  if (token === '') throw new UsageError(`${what}: nothing was given.`);
  if (/\s/.test(token)) throw new UsageError(`${what}: more than one word was given.`);
  return token;
}

/** Refuses a whole token where the id of a key is meant, so that nobody gets used to typing tokens. */
export function refuseToken(argument: string): void {
  if (/^[a-z0-9]+_(api|gw|mgmt|svc)_[0-9A-Za-z]{17,}$/.test(argument)) {
    throw new UsageError(
      'That is a whole token, which now stands in your history: rotate it. A key is named by its id, the 16 characters behind the second _.',
    );
  }
}
