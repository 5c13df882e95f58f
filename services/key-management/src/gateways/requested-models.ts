import type { FieldError } from '@keyward/auth';
import type { Queryable } from '../database/connect.ts';
import { invalidBody } from '../keys/invalid-body.ts';
import { upstreamsRepository } from '../upstreams/upstreams-repository.ts';
import type { WorkspaceTenant } from '../workspaces/workspaces-repository.ts';
import type { Model } from './gateways-repository.ts';

/**
 * The models that a body asks for. Throws 400 that names each one whose name another has already, or whose upstream is
 * no language model of the workspace.
 */
export async function requestedModels(
  db: Queryable,
  tenant: WorkspaceTenant,
  wanted: readonly { name: string; upstreamId: string; upstreamModel?: string | null }[],
): Promise<Model[]> {
  const kinds = await upstreamsRepository(db).kindsOf(
    tenant,
    wanted.map(({ upstreamId }) => upstreamId),
  );
  const names = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, { name, upstreamId }] of wanted.entries()) {
    if (names.has(name))
      errors.push({ pointer: `/models/${index}/name`, detail: 'must not be the name of another model' });
    names.add(name);
    const kind = kinds.get(upstreamId);
    if (kind === 'llm') continue;
    const detail =
      kind === undefined ? 'must be the id of an upstream of the workspace' : 'must be an upstream of kind llm';
    errors.push({ pointer: `/models/${index}/upstreamId`, detail });
  }
  if (errors.length > 0) throw invalidBody(...errors);
  return wanted.map(({ name, upstreamId, upstreamModel = null }) => ({ name, upstreamId, upstreamModel }));
}
