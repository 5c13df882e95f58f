import { type Commands, type Context, showDone } from '../../context.ts';
import { given } from '../../option-values.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findUpstream } from './find-upstream.ts';

/** `keyward upstreams edit`. */
export function editUpstream(upstreams: Commands, context: Context): void {
  upstreams
    .command('edit')
    .description('change an upstream; what is left out stays')
    .argument('<upstream>', 'its id or its name')
    .option('--name <name>', 'its new name')
    .option('--base-url <url>', 'its new address')
    .action(async (wanted, { name, baseUrl }) => {
      const { keyward, workspace } = await context.session();
      const workspaceId = (await workspace()).id;
      const { id: upstreamId } = await findUpstream(keyward, workspaceId, wanted);
      const path = { workspaceId, upstreamId };
      const { headers } = await keyward.request('get', '/v1/workspaces/{workspaceId}/upstreams/{upstreamId}', { path });
      const edited = await keyward.patch('/v1/workspaces/{workspaceId}/upstreams/{upstreamId}', {
        path,
        body: given({ name, baseUrl }),
        ifMatch: headers.get('etag') ?? '*',
      });
      showDone(context, edited, `${edited.name} is changed: ${receipt(edited.enforcement)}.`);
    });
}
