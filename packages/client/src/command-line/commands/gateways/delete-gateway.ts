import { type Commands, type Context, showDone } from '../../context.ts';
import { confirm } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findGateway } from './find-gateway.ts';

/** `keyward gateways delete`. */
export function deleteGateway(gateways: Commands, context: Context): void {
  gateways
    .command('delete')
    .description('delete a gateway: its keys end at once and for good')
    .argument('<gateway>', 'its id or its name')
    .action(async (wanted) => {
      const { keyward, workspace } = await context.session();
      const workspaceId = (await workspace()).id;
      const { id: gatewayId, name } = await findGateway(keyward, workspaceId, wanted);
      await confirm(context.terminal, context.options().yes === true, `Delete ${name} (${gatewayId}) and its keys?`);
      const path = { workspaceId, gatewayId };
      const deleted = await keyward.delete('/v1/workspaces/{workspaceId}/gateways/{gatewayId}', { path });
      showDone(context, deleted, `Deleted ${name}: its keys are ${receipt(deleted.enforcement, 'refused by')}.`);
    });
}
