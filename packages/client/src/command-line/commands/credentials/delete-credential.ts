import { type Commands, type Context, showDone } from '../../context.ts';
import { given } from '../../option-values.ts';
import { confirm } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findCredential } from './find-credential.ts';

/** `keyward credentials delete`. */
export function deleteCredential(credentials: Commands, context: Context): void {
  credentials
    .command('delete')
    .description('delete a credential; what uses it would fail, so that takes --force')
    .argument('<credential>', 'its id or its name')
    .option('--force', 'also one that is in use')
    .action(async (wanted, { force }) => {
      const { keyward, workspace } = await context.session();
      const workspaceId = (await workspace()).id;
      const { id: credentialId, name, usedBy } = await findCredential(keyward, workspaceId, wanted);
      const users = usedBy.length === 0 ? '' : `, which ${usedBy.map((user) => user.name).join(', ')} would miss`;
      await confirm(context.terminal, context.options().yes === true, `Delete ${name} (${credentialId})${users}?`);
      const path = { workspaceId, credentialId };
      const request = { path, query: given({ force }) };
      const deleted = await keyward.delete('/v1/workspaces/{workspaceId}/credentials/{credentialId}', request);
      showDone(context, deleted, `Deleted ${name}: ${receipt(deleted.enforcement)}.`);
    });
}
