import { Option } from '@commander-js/extra-typings';
import { type Commands, type Context, examples, showList } from '../../context.ts';
import { count, given } from '../../option-values.ts';
import { keyColumns } from './key-columns.ts';
import type { KeyGroup } from './key-lists.ts';

/** `keyward keys list`, and the same of other kinds. */
export function listKeys(commands: Commands, context: Context, group: KeyGroup): void {
  commands
    .command('list')
    .description(`list the ${group.noun}`)
    .option('--name <text>', 'those with this in their name')
    .option('--tag <tag>', 'those with this tag')
    .option('--status <status>', 'active, disabled, expiring, expired or revoked; several with commas')
    .option('--expiring-within <duration>', 'those that end within this time, such as P14D')
    .option('--unused-for <duration>', 'those that nobody has used for this long, such as P90D')
    .addOption(
      new Option('--sort <field>', 'what they are sorted by').choices(['name', 'createdAt', 'lastUsedAt'] as const),
    )
    .addOption(new Option('--order <order>', 'up or down').choices(['asc', 'desc'] as const))
    .option('--limit <number>', 'how many at most', count)
    .option('--wide', 'more columns')
    .addHelpText(
      'after',
      examples(
        `keyward ${group.command} list --status expiring`,
        `keyward ${group.command} list --unused-for P90D --json`,
      ),
    )
    .action(async ({ limit, wide, ...filters }) => {
      const keys = await group.open();
      const query = given({ ...filters, limit: limit === undefined ? undefined : Math.min(limit + 1, 200) });
      const items = keys.list(query);
      await showList(context, items, keyColumns(wide === true), limit);
    });
}
