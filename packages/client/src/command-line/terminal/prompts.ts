import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { EXIT } from '../exit-codes.ts';
import { NotConfirmed, UsageError } from '../failures.ts';
import type { Terminal } from './terminal.ts';

/** Asks a question and returns the answer, trimmed. Throws a UsageError where nobody can be asked. */
export async function ask(terminal: Terminal, question: string, { hidden = false } = {}): Promise<string> {
  if (!terminal.canAsk) throw new UsageError(`${question} cannot be asked without a terminal.`);
  // Readline echoes what is typed to its output: to nowhere, for a secret.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: terminal.stdin,
    output: hidden ? nowhere : terminal.stderr,
    terminal: true,
    historySize: 0,
  });
  lines.once('SIGINT', () => process.exit(EXIT.interrupted));
  const ended = new Promise<never>((_, reject) => lines.once('close', () => reject(new NotConfirmed())));
  try {
    if (hidden) terminal.stderr.write(`${question}: `);
    return (await Promise.race([lines.question(hidden ? '' : `${question}: `), ended])).trim();
  } finally {
    ended.catch(() => undefined);
    lines.close();
    if (hidden) terminal.stderr.write('\n');
  }
}

/** Goes on only after a yes, from a person or by `--yes`. Throws NotConfirmed. */
export async function confirm(terminal: Terminal, yes: boolean, question: string): Promise<void> {
  if (yes) return;
  requirePerson(terminal);
  const answer = await ask(terminal, `${question} [y/N]`);
  if (!/^y(es)?$/i.test(answer)) throw new NotConfirmed();
}

/** The same for what takes a lot away: the name has to be typed. */
export async function confirmByName(terminal: Terminal, yes: boolean, question: string, name: string): Promise<void> {
  if (yes) return;
  requirePerson(terminal);
  terminal.say(question);
  if ((await ask(terminal, `Type "${name}" to go on`)) !== name) throw new NotConfirmed();
}

function requirePerson({ canAsk }: Terminal): void {
  if (!canAsk) throw new UsageError('This has to be confirmed, and there is no terminal to ask at: add --yes.');
}
