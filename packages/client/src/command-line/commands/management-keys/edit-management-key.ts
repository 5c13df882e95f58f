import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { UsageError } from '../../failures.ts';
import { given } from '../../option-values.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findKey } from '../keys/find-key.ts';
import type { KeyGroup } from '../keys/key-lists.ts';
import type { ManagementKeyList } from './management-key-list.ts';
import { managementKeyOptions } from './management-key-options.ts';
import { managementPermissions } from './management-permissions.ts';

/** `keyward management-keys edit`. */
export function editManagementKey(keys: Commands, context: Context, group: KeyGroup<ManagementKeyList>): void {
  managementKeyOptions(
    keys
      .command('edit')
      .description('change a management key; what is left out stays')
      .argument('<key>', 'its id or its name'),
  )
    .option('--enable', 'bring it back')
    .option('--disable', 'suspend it')
    .addHelpText(
      'after',
      examples('keyward management-keys edit CI --role viewer', 'keyward management-keys edit CI --disable'),
    )
    .action(async (wanted, { name, role, permission, tag, expiresAt, enable, disable }) => {
      if (enable && disable) throw new UsageError('--enable and --disable exclude each other.');
      const list = await group.open();
      const { key, etag } = await findKey(list, wanted);
      const enabled = enable ? true : disable ? false : undefined;
      const permissions = managementPermissions(permission);
      const body = given({ name, role, permissions, tags: tag, expiresAt, enabled });
      if (Object.keys(body).length === 0) {
        throw new UsageError('Say what to change: see keyward management-keys edit --help');
      }
      const edited = await list.edit(key.id, body, etag);
      showDone(context, edited, `${edited.name} (${edited.id}) is changed: ${receipt(edited.enforcement)}.`);
    });
}
