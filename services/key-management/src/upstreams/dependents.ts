import type { Queryable } from '../database/connect.ts';
import { flowsRepository } from '../flows/flows-repository.ts';
import { gatewaysRepository } from '../gateways/gateways-repository.ts';
import type { WorkspaceTenant } from '../workspaces/workspaces-repository.ts';

export interface Dependent {
  readonly type: 'flow' | 'gateway';
  readonly id: string;
  readonly name: string;
}

/** How many of each kind are named. */
const NAMED = 100;

/** What would fail without these upstreams: the flows that they run, and the gateways whose models they answer. */
export async function dependentsOf(
  db: Queryable,
  tenant: WorkspaceTenant,
  upstreamIds: readonly string[],
): Promise<Dependent[]> {
  if (upstreamIds.length === 0) return [];
  const flows = await flowsRepository(db).usersOf(tenant, upstreamIds, NAMED);
  const gateways = await gatewaysRepository(db).usersOf(tenant, upstreamIds, NAMED);
  return [
    ...flows.map(({ id, name }) => ({ type: 'flow' as const, id, name })),
    ...gateways.map(({ id, name }) => ({ type: 'gateway' as const, id, name })),
  ];
}
