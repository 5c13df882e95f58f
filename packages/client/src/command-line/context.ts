import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { GlobalOptions, Session } from './session.ts';
import { type Columns, details, table } from './terminal/table.ts';
import type { Terminal } from './terminal/terminal.ts';

/** A command, or a group of them, to which commands are added. */
export type Commands = CommandUnknownOpts;

/** What every command works with. */
export interface Context {
  readonly terminal: Terminal;
  /** The options that stand before or behind any command; known once it runs. */
  readonly options: () => GlobalOptions;
  readonly session: () => Promise<Session>;
}

/** Shows a list: its JSON array for scripts, a table for people. */
export async function showList<Item>(
  { terminal, options }: Context,
  items: AsyncIterable<Item> | readonly Item[],
  columns: Columns<Item>,
  limit = Number.POSITIVE_INFINITY,
): Promise<void> {
  const shown: Item[] = [];
  let more = false;
  for await (const item of items) {
    more = shown.length >= limit;
    if (more) break;
    shown.push(item);
  }
  if (options().json) return terminal.out(`${JSON.stringify(shown, null, 2)}\n`);
  if (shown.length === 0) return terminal.say('There are none.');
  terminal.out(table(terminal, shown, columns));
  if (more) terminal.say(`There are more than these ${limit}.`);
}

/** Shows one resource: as JSON for scripts, a line for each member for people. */
export function showOne({ terminal, options }: Context, resource: object): void {
  terminal.out(options().json ? `${JSON.stringify(resource, null, 2)}\n` : details(terminal, { ...resource }));
}

/** Tells people that something is done; scripts get the answer as JSON. */
export function showDone({ terminal, options }: Context, answer: object, line: string): void {
  if (options().json) terminal.out(`${JSON.stringify(answer, null, 2)}\n`);
  else terminal.say(line);
}

/** The examples below the help of a command. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
