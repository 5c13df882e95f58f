import { type Commands, type Context, showDone } from '../../context.ts';
import { given } from '../../option-values.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findUpstream } from '../upstreams/find-upstream.ts';

/** `keyward flows edit`. */
export function editFlow(flows: Commands, context: Context): void {
  flows
    .command('edit')
    .description('change a flow; what is left out stays')
    .argument('<flow-id>')
    .option('--upstream <upstream>', 'the server that runs it, by id or name')
    .option('--name <name>', 'how people know it')
    .option('--public', 'let it be called without a key')
    .option('--no-public', 'let it be called with a key only')
    .action(async (flowId, { upstream, name, public: isPublic }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id, flowId };
      const found = upstream === undefined ? undefined : await findUpstream(keyward, path.workspaceId, upstream);
      const { headers } = await keyward.request('get', '/v1/workspaces/{workspaceId}/flows/{flowId}', { path });
      const edited = await keyward.patch('/v1/workspaces/{workspaceId}/flows/{flowId}', {
        path,
        body: given({ upstreamId: found?.id, name, public: isPublic }),
        ifMatch: headers.get('etag') ?? '*',
      });
      showDone(context, edited, `${edited.id} is changed: ${receipt(edited.enforcement)}.`);
    });
}
