import type { Commands, Context } from '../../context.ts';
import { createGateway } from './create-gateway.ts';
import { createGatewayKey } from './create-gateway-key.ts';
import { deleteGateway } from './delete-gateway.ts';
import { listGatewayKeys } from './list-gateway-keys.ts';
import { listGateways } from './list-gateways.ts';
import { revokeGatewayKey } from './revoke-gateway-key.ts';

/** `keyward gateways` and `keyward gateway-keys`: named routes to language models, and who may use them. */
export function gatewayCommands(program: Commands, context: Context): void {
  const gateways = program.command('gateways').description('gateways: names for language models and who answers them');
  listGateways(gateways, context);
  createGateway(gateways, context);
  deleteGateway(gateways, context);

  const keys = program.command('gateway-keys').description('gateway keys: what applications present at /v1');
  listGatewayKeys(keys, context);
  createGatewayKey(keys, context);
  revokeGatewayKey(keys, context);
}
