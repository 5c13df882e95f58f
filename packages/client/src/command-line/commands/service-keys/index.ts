import { type Commands, type Context, examples } from '../../context.ts';
import { collect, given } from '../../option-values.ts';
import type { KeyGroup } from '../keys/key-lists.ts';
import { listKeys } from '../keys/list-keys.ts';
import { revokeKey } from '../keys/revoke-key.ts';
import { rotateKey } from '../keys/rotate-key.ts';
import { showKey } from '../keys/show-key.ts';
import { showToken } from '../keys/show-token.ts';
import { type ServiceKeyList, serviceKeyList } from './service-key-list.ts';

/** `keyward service-keys`: what gateways sign in with. */
export function serviceKeyCommands(program: Commands, context: Context): void {
  const group: KeyGroup<ServiceKeyList> = {
    command: 'service-keys',
    noun: 'service keys of the installation',
    open: async () => serviceKeyList(await context.session()),
  };
  const keys = program.command(group.command).description('service keys: what gateways sign in with (operators only)');
  listKeys(keys, context, group);
  createServiceKey(keys, context, group);
  showKey(keys, context, group);
  rotateKey(keys, context, group);
  revokeKey(keys, context, group);
}

function createServiceKey(keys: Commands, context: Context, group: KeyGroup<ServiceKeyList>): void {
  keys
    .command('create')
    .description('create a service key; its token is printed once, on standard output')
    .option('--name <name>', 'how people know it')
    .option('--tag <tag>', 'a tag (repeatable)', collect)
    .option('--expires-in <time>', 'such as one-year, or a duration such as P45D')
    .addHelpText('after', examples('SERVICE_KEY=$(keyward service-keys create --name "Gateway in Frankfurt")'))
    .action(async ({ name, tag, expiresIn }) => {
      const list = await group.open();
      const key = await list.create(given({ name, tags: tag, expiresIn }));
      showToken(context, key, `Created ${key.name} (${key.id}).`, group);
    });
}
