import type { KeywardClient, Schemas } from '../../../index.ts';
import { NotFound } from '../../failures.ts';

/** A gateway of a workspace by its id, or by its name in any case. Throws NotFound. */
export async function findGateway(
  keyward: KeywardClient,
  workspaceId: string,
  wanted: string,
): Promise<Schemas['Gateway']> {
  const all = await keyward.all('/v1/workspaces/{workspaceId}/gateways', { path: { workspaceId } });
  const found = all.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) throw new NotFound(`There is no gateway "${wanted}" in this workspace.`);
  return found;
}
