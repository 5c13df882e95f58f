import { type Commands, type Context, showDone } from '../../context.ts';
import { confirmByName } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findWorkspace } from '../../visible-places.ts';

/** `keyward workspaces delete`. */
export function deleteWorkspace(workspaces: Commands, context: Context): void {
  workspaces
    .command('delete')
    .description('delete a workspace: every key in it ends at once and for good')
    .argument('<workspace>', 'its id or its name')
    .action(async (wanted) => {
      const { keyward } = await context.session();
      const { id, name } = await findWorkspace(keyward, wanted, context.options().organization);
      const question = `Deleting ${name} (${id}) ends all its keys, for good.`;
      await confirmByName(context.terminal, context.options().yes === true, question, name);
      const deleted = await keyward.delete('/v1/workspaces/{workspaceId}', { path: { workspaceId: id } });
      showDone(context, deleted, `Deleted: its keys are ${receipt(deleted.enforcement, 'refused by')}.`);
    });
}
