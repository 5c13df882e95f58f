import { type Commands, type Context, showList } from '../../context.ts';
import { findGateway } from './find-gateway.ts';

/** `keyward gateway-keys list`. */
export function listGatewayKeys(keys: Commands, context: Context): void {
  keys
    .command('list')
    .description('list the keys of a gateway')
    .argument('<gateway>', 'its id or its name')
    .action(async (wanted) => {
      const { keyward, workspace } = await context.session();
      const workspaceId = (await workspace()).id;
      const { id: gatewayId } = await findGateway(keyward, workspaceId, wanted);
      const path = { workspaceId, gatewayId };
      await showList(context, keyward.list('/v1/workspaces/{workspaceId}/gateways/{gatewayId}/keys', { path }), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        STATUS: ({ status }) => status,
        'LAST USED': ({ lastUsedAt }) => lastUsedAt,
        EXPIRES: ({ expiresAt }) => expiresAt,
      });
    });
}
