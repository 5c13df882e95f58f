import type { Commands, Context } from '../../context.ts';
import type { KeyGroup } from '../keys/key-lists.ts';
import { listKeys } from '../keys/list-keys.ts';
import { revokeKey } from '../keys/revoke-key.ts';
import { rotateKey } from '../keys/rotate-key.ts';
import { showKey } from '../keys/show-key.ts';
import { createManagementKey } from './create-management-key.ts';
import { editManagementKey } from './edit-management-key.ts';
import { type ManagementKeyList, managementKeyList } from './management-key-list.ts';

/** `keyward management-keys`: what automation signs in with. */
export function managementKeyCommands(program: Commands, context: Context): void {
  const group: KeyGroup<ManagementKeyList> = {
    command: 'management-keys',
    noun: 'management keys of an organization',
    open: async () => managementKeyList(await context.session()),
  };
  const keys = program.command(group.command).description('management keys: what automation signs in with');
  listKeys(keys, context, group);
  createManagementKey(keys, context, group);
  showKey(keys, context, group);
  editManagementKey(keys, context, group);
  rotateKey(keys, context, group);
  revokeKey(keys, context, group);
}
