import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { given } from '../../option-values.ts';
import { findUpstream } from '../upstreams/find-upstream.ts';

/** `keyward flows create`. */
export function createFlow(flows: Commands, context: Context): void {
  flows
    .command('create')
    .description('register a flow by the id that its server knows it by')
    .argument('<flow-id>')
    .requiredOption('--upstream <upstream>', 'the server that runs it, by id or name')
    .option('--name <name>', 'how people know it; the id where left out')
    .option('--public', 'let it be called without a key')
    .addHelpText('after', examples('keyward flows create order-status --upstream flowise-prod'))
    .action(async (flowId, { upstream, name, public: isPublic }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const { id: upstreamId } = await findUpstream(keyward, path.workspaceId, upstream);
      const body = { id: flowId, upstreamId, ...given({ name, public: isPublic }) };
      const flow = await keyward.post('/v1/workspaces/{workspaceId}/flows', { path, body });
      showDone(context, flow, `Registered ${flow.id}, which ${upstream} runs.`);
    });
}
