import { type Commands, type Context, showDone } from '../../context.ts';
import { confirm } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findUpstream } from './find-upstream.ts';

/** `keyward upstreams delete`. */
export function deleteUpstream(upstreams: Commands, context: Context): void {
  upstreams
    .command('delete')
    .description('delete an upstream that nothing uses')
    .argument('<upstream>', 'its id or its name')
    .action(async (wanted) => {
      const { keyward, workspace } = await context.session();
      const workspaceId = (await workspace()).id;
      const { id: upstreamId, name } = await findUpstream(keyward, workspaceId, wanted);
      await confirm(context.terminal, context.options().yes === true, `Delete upstream ${name} (${upstreamId})?`);
      const path = { workspaceId, upstreamId };
      const deleted = await keyward.delete('/v1/workspaces/{workspaceId}/upstreams/{upstreamId}', { path });
      showDone(context, deleted, `Deleted ${name}: ${receipt(deleted.enforcement, 'in force at')}.`);
    });
}
