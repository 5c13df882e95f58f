import type { KeywardClient, Schemas } from '../../../index.ts';
import { NotFound } from '../../failures.ts';

/** A credential of a workspace by its id, or by its name in any case. Throws NotFound. */
export async function findCredential(
  keyward: KeywardClient,
  workspaceId: string,
  wanted: string,
): Promise<Schemas['Credential']> {
  const all = await keyward.all('/v1/workspaces/{workspaceId}/credentials', { path: { workspaceId } });
  const found = all.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) throw new NotFound(`There is no credential "${wanted}" in this workspace.`);
  return found;
}
