import { Option } from '@commander-js/extra-typings';
import { type Commands, type Context, examples, showList } from '../../context.ts';
import { count, given } from '../../option-values.ts';
import { keyColumns } from './key-columns.ts';

/** `keyward keys list`. */
export function listKeys(keys: Commands, context: Context): void {
  keys
    .command('list')
    .description('list the keys of a workspace')
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
    .addHelpText('after', examples('keyward keys list --status expiring', 'keyward keys list --unused-for P90D --json'))
    .action(async ({ limit, wide, ...filters }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const query = given({ ...filters, limit: limit === undefined ? undefined : Math.min(limit + 1, 200) });
      const items = keyward.list('/v1/workspaces/{workspaceId}/api-keys', { path, query });
      await showList(context, items, keyColumns(wide === true), limit);
    });
}
