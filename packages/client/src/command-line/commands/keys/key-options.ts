import type { Command, OptionValues } from '@commander-js/extra-typings';
import { collect, count, pair } from '../../option-values.ts';

/** Adds the options that `create` and `edit` have in common. */
export function keyOptions<Args extends unknown[], Opts extends OptionValues>(command: Command<Args, Opts>) {
  return command
    .option('--name <name>', 'how people know it; unique among the live keys of the workspace')
    .option(
      '--permission <permission>',
      'what it may do: flows:execute, logs:view, deployments:manage, apis:call or * (repeatable)',
      collect,
    )
    .option('--flow <id>', 'a flow that it may call, and no other (repeatable)', collect)
    .option('--allow-ip <address>', 'an address or network that may use it, and no other (repeatable)', collect)
    .option('--tag <tag>', 'a tag (repeatable)', collect)
    .option('--metadata <name=value>', 'something of your own to keep with it (repeatable)', pair)
    .option('--expires-at <time>', 'when it ends (RFC 3339)')
    .option('--requests-per-minute <number>', 'how often it may be used in a minute', count)
    .option('--requests-per-day <number>', 'how often it may be used in a day', count)
    .option('--concurrent-requests <number>', 'how many requests at the same time', count);
}
