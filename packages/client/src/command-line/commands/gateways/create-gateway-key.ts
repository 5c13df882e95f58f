import { type Commands, type Context, examples } from '../../context.ts';
import { collect, count, given } from '../../option-values.ts';
import { showToken } from '../keys/show-token.ts';
import { findGateway } from './find-gateway.ts';

/** `keyward gateway-keys create`. */
export function createGatewayKey(keys: Commands, context: Context): void {
  keys
    .command('create')
    .description('create a key of a gateway; its token is printed once, on standard output')
    .argument('<gateway>', 'its id or its name')
    .option('--name <name>', 'how people know it')
    .option('--allow-ip <address>', 'an address or network that may use it, and no other (repeatable)', collect)
    .option('--tag <tag>', 'a tag (repeatable)', collect)
    .option('--expires-in <time>', 'such as three-months, or a duration such as P45D')
    .option('--tokens-per-day <number>', 'how many tokens of a language model it may use in a day', count)
    .option('--requests-per-minute <number>', 'how often it may be used in a minute', count)
    .addHelpText('after', examples('OPENAI_API_KEY=$(keyward gateway-keys create chat --name "Support bot")'))
    .action(async (wanted, { name, allowIp, tag, expiresIn, tokensPerDay, requestsPerMinute }) => {
      const { keyward, workspace } = await context.session();
      const workspaceId = (await workspace()).id;
      const gateway = await findGateway(keyward, workspaceId, wanted);
      const limits = given({ tokensPerDay, requestsPerMinute });
      const body = { limits, ...given({ name, allowedIps: allowIp, tags: tag, expiresIn }) };
      const path = { workspaceId, gatewayId: gateway.id };
      const key = await keyward.post('/v1/workspaces/{workspaceId}/gateways/{gatewayId}/keys', { path, body });
      showToken(context, key, `Created ${key.name} (${key.id}) for ${gateway.name}.`, { command: 'gateway-keys' });
    });
}
