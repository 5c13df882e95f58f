import type { Queryable } from '../database/connect.ts';
import { type Dependent, dependentsOf } from '../upstreams/dependents.ts';
import { upstreamsRepository } from '../upstreams/upstreams-repository.ts';
import type { WorkspaceTenant } from '../workspaces/workspaces-repository.ts';

/** Something that fails without a credential. */
export type CredentialUser = Dependent | { readonly type: 'upstream'; readonly id: string; readonly name: string };

/** What would fail without a credential: the upstreams that it is attached to, and the flows and gateways behind them. */
export async function usersOf(db: Queryable, tenant: WorkspaceTenant, credentialId: string): Promise<CredentialUser[]> {
  const rows = await upstreamsRepository(db).usersOf(tenant, [credentialId]);
  const upstreams = rows.map(({ id, name }) => ({ type: 'upstream' as const, id, name }));
  const ids = upstreams.map(({ id }) => id);
  return [...upstreams, ...(await dependentsOf(db, tenant, ids))];
}
