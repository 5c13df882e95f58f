import { type Commands, type Context, showDone } from '../../context.ts';
import { confirm } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';

/** `keyward flows delete`. */
export function deleteFlow(flows: Commands, context: Context): void {
  flows
    .command('delete')
    .description('take a flow out of its workspace: no key calls it any more')
    .argument('<flow-id>')
    .action(async (flowId) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id, flowId };
      await confirm(context.terminal, context.options().yes === true, `Delete flow ${flowId}?`);
      const deleted = await keyward.delete('/v1/workspaces/{workspaceId}/flows/{flowId}', { path });
      showDone(context, deleted, `Deleted ${flowId}: ${receipt(deleted.enforcement, 'refused by')}.`);
    });
}
