import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';
import { collect } from '../../option-values.ts';

/** Adds the options that `create` and `edit` have in common. */
export function managementKeyOptions<Args extends unknown[], Opts extends OptionValues>(command: Command<Args, Opts>) {
  return command
    .option('--name <name>', 'how people know it')
    .addOption(
      new Option('--role <role>', 'what it may do').choices(['owner', 'admin', 'developer', 'viewer'] as const),
    )
    .option('--permission <permission>', 'in place of a role, such as apikeys:create (repeatable)', collect)
    .option('--tag <tag>', 'a tag (repeatable)', collect)
    .option('--expires-at <time>', 'when it ends (RFC 3339)');
}
