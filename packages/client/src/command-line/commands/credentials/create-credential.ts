import { Option } from '@commander-js/extra-typings';
import type { KeywardClient, Schemas } from '../../../index.ts';
import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { UsageError } from '../../failures.ts';
import { given } from '../../option-values.ts';
import { readToken } from '../../profiles/read-token.ts';

type Service = NonNullable<Schemas['NewCredential']['service']>;

/** `keyward credentials create`. */
export function createCredential(credentials: Commands, context: Context): void {
  credentials
    .command('create')
    .description('store the key of another service; it is read from a prompt, a file or standard input')
    .argument('<name>')
    .option('--service <service>', 'whose key it is, such as openai; custom for one that is not known', 'custom')
    .option('--value-file <file>', 'read the key from a file, or from standard input (-), instead of asking')
    .addOption(new Option('--location <location>', 'where it goes').choices(['bearer', 'header', 'query'] as const))
    .option('--key-name <name>', 'the name of its header or query parameter')
    .addOption(new Option('--visibility <visibility>', 'who may use it').choices(['personal', 'shared'] as const))
    .addHelpText(
      'after',
      examples('keyward credentials create "OpenAI production" --service openai --visibility shared'),
    )
    .action(async (name, { service, valueFile, location, keyName, visibility }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const known = await serviceOf(keyward, service);
      const value = await readToken(context.terminal, valueFile, 'Value');
      const body = { name, value, service: known, ...given({ location, keyName, visibility }) };
      const made = await keyward.post('/v1/workspaces/{workspaceId}/credentials', { path, body });
      showDone(context, made, `Stored ${made.name} (${made.id}).`);
    });
}

/** A service of the catalogue. Throws a UsageError for one that is not in it. */
async function serviceOf(keyward: KeywardClient, wanted: string): Promise<Service> {
  if (wanted === 'custom') return wanted;
  const services = await keyward.all('/v1/credential-services');
  const names = services.map(({ service }) => service);
  const isKnown = (name: string): name is Service => names.includes(name);
  if (!isKnown(wanted)) throw new UsageError(`${wanted} is none of: custom, ${names.join(', ')}.`);
  return wanted;
}
