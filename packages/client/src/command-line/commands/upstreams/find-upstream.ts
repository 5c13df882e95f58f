import type { KeywardClient, Schemas } from '../../../index.ts';
import { NotFound } from '../../failures.ts';

/** An upstream of a workspace by its id, or by its name in any case. Throws NotFound. */
export async function findUpstream(
  keyward: KeywardClient,
  workspaceId: string,
  wanted: string,
): Promise<Schemas['Upstream']> {
  const all = await keyward.all('/v1/workspaces/{workspaceId}/upstreams', { path: { workspaceId } });
  const found = all.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) throw new NotFound(`There is no upstream "${wanted}" in this workspace.`);
  return found;
}
