import { type Commands, type Context, showDone } from '../../context.ts';
import { given } from '../../option-values.ts';
import { refuseToken } from '../../profiles/read-token.ts';
import { confirm } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findGateway } from './find-gateway.ts';

/** `keyward gateway-keys revoke`. */
export function revokeGatewayKey(keys: Commands, context: Context): void {
  keys
    .command('revoke')
    .description('end a key of a gateway, at once and for good')
    .argument('<gateway>', 'its id or its name')
    .argument('<key-id>')
    .option('--reason <text>', 'why; kept with the key')
    .action(async (wanted, keyId, { reason }) => {
      refuseToken(keyId);
      const { keyward, workspace } = await context.session();
      const workspaceId = (await workspace()).id;
      const { id: gatewayId, name } = await findGateway(keyward, workspaceId, wanted);
      await confirm(context.terminal, context.options().yes === true, `Revoke ${keyId} of ${name}, for good?`);
      const path = { workspaceId, gatewayId, keyId };
      const request = { path, query: given({ reason }) };
      const answer = await keyward.delete('/v1/workspaces/{workspaceId}/gateways/{gatewayId}/keys/{keyId}', request);
      showDone(context, answer, `Revoked ${keyId}: ${receipt(answer.enforcement, 'refused by')}.`);
    });
}
