import type { Commands, Context } from '../../context.ts';
import { createUpstream } from './create-upstream.ts';
import { deleteUpstream } from './delete-upstream.ts';
import { editUpstream } from './edit-upstream.ts';
import { listUpstreams } from './list-upstreams.ts';

/** `keyward upstreams`: the servers that a gateway may call. */
export function upstreamCommands(program: Commands, context: Context): void {
  const upstreams = program.command('upstreams').description('upstreams: the servers that the gateway may call');
  listUpstreams(upstreams, context);
  createUpstream(upstreams, context);
  editUpstream(upstreams, context);
  deleteUpstream(upstreams, context);
}
