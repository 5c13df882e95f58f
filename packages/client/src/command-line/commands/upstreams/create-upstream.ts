import { Option } from '@commander-js/extra-typings';
import { type Commands, type Context, examples, showDone } from '../../context.ts';

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
    .addHelpText('after', examples('keyward upstreams create flowise-prod https://flowise.example.com'))
    .action(async (name, baseUrl, { kind }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const made = await keyward.post('/v1/workspaces/{workspaceId}/upstreams', {
        path,
        body: { name, kind, baseUrl },
      });
      showDone(context, made, `Added ${made.name} (${made.id}).`);
    });
}
