import { Option } from '@commander-js/extra-typings';
import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { given } from '../../option-values.ts';
import { findCredential } from '../credentials/find-credential.ts';

/** `keyward upstreams create`. */
export function createUpstream(upstreams: Commands, context: Context): void {
  upstreams
    .command('create')
    .description('add a server that the gateway may call')
    .argument('<name>')
    .argument('<base-url>')
    .addOption(
      new Option('--kind <kind>', 'what it serves')
        .choices(['flow-server', 'llm', 'api'] as const)
        .default('flow-server' as const),
    )
    .option('--credential <credential>', 'the credential that is sent along, by id or name')
    .addHelpText('after', examples('keyward upstreams create flowise-prod https://flowise.example.com'))
    .action(async (name, baseUrl, { kind, credential }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const found = credential === undefined ? undefined : await findCredential(keyward, path.workspaceId, credential);
      const body = { name, kind, baseUrl, ...given({ credentialId: found?.id }) };
      const made = await keyward.post('/v1/workspaces/{workspaceId}/upstreams', { path, body });
      showDone(context, made, `Added ${made.name} (${made.id}).`);
    });
}
