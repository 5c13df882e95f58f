import { type Commands, type Context, examples } from '../../context.ts';
import { given } from '../../option-values.ts';
import type { KeyGroup } from '../keys/key-lists.ts';
import { showToken } from '../keys/show-token.ts';
import type { ManagementKeyList } from './management-key-list.ts';
import { managementKeyOptions } from './management-key-options.ts';
import { managementPermissions } from './management-permissions.ts';

/** `keyward management-keys create`. */
export function createManagementKey(keys: Commands, context: Context, group: KeyGroup<ManagementKeyList>): void {
  managementKeyOptions(
    keys.command('create').description('create a management key; its token is printed once, on standard output'),
  )
    .option('--expires-in <time>', 'such as three-months, or a duration such as P45D')
    .option('--operator', 'owner in every organization; only an operator makes another')
    .addHelpText(
      'after',
      examples(
        'keyward management-keys create --name CI --permission apikeys:view --permission apikeys:create',
        'keyward management-keys create --name Staging --role admin -w Staging --expires-in one-year',
      ),
    )
    .action(async ({ name, role, permission, tag, expiresAt, expiresIn, operator }) => {
      const { workspace } = await context.session();
      const list = await group.open();
      // Valid in one workspace only where one is named; the one that is remembered says nothing here.
      const workspaceId = context.options().workspace === undefined ? undefined : (await workspace()).id;
      const permissions = managementPermissions(permission);
      const key = await list.create(
        given({ name, role, permissions, tags: tag, expiresAt, expiresIn, operator, workspaceId }),
      );
      showToken(context, key, `Created ${key.name} (${key.id}) in ${list.name}.`, group);
    });
}
