import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** A command and what may follow it. */
export interface CommandNode {
  /** The words that lead here, such as `keys list`; empty for the program itself. */
  readonly path: string;
  readonly subcommands: readonly string[];
  readonly options: readonly string[];
}

/** Every command of a program, and the options that take a value. */
export interface CommandTree {
  readonly nodes: readonly CommandNode[];
  /** Options whose value is a path. */
  readonly fileOptions: readonly string[];
  /** Options whose value is one of a few. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
  /** Options whose value nobody can guess. */
  readonly freeOptions: readonly string[];
}

/** What a shell needs to know of a program to complete its commands. */
export function commandTree(program: CommandUnknownOpts): CommandTree {
  const nodes: CommandNode[] = [];
  const fileOptions = new Set<string>();
  const freeOptions = new Set<string>();
  const choices = new Map<string, readonly string[]>();

  function visit(command: CommandUnknownOpts, path: readonly string[], above: CommandUnknownOpts['options']): void {
    const options = [...command.options, ...above];
    const subcommands = command.commands.map((sub) => sub.name());
    const names = options.flatMap(({ long }) => long ?? []);
    nodes.push({ path: path.join(' '), subcommands, options: [...names, '--help'] });
    for (const { long, flags, required, optional, argChoices } of options) {
      if (long === undefined || !(required || optional)) continue;
      if (argChoices !== undefined) choices.set(long, argChoices);
      else if (/[<[](file|folder)[>\]]/.test(flags)) fileOptions.add(long);
      else freeOptions.add(long);
    }
    for (const sub of command.commands) visit(sub, [...path, sub.name()], options);
  }

  visit(program, [], []);
  return { nodes, fileOptions: [...fileOptions], freeOptions: [...freeOptions], choices };
}
