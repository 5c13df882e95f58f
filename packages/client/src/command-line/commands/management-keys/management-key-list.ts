import type { Answered, ResultOf, Schemas } from '../../../index.ts';
import type { Session } from '../../session.ts';
import type { KeyList } from '../keys/key-lists.ts';

const LIST = '/v1/organizations/{organizationId}/management-keys';

/** The management keys of an organization. */
export interface ManagementKeyList extends KeyList {
  read(keyId: string): Promise<Answered<Schemas['ManagementKey']>>;
  create(body: Schemas['NewManagementKey']): Promise<ResultOf<'post', typeof LIST>>;
  edit(
    keyId: string,
    body: Schemas['ManagementKeyChanges'],
    ifMatch: string,
  ): Promise<ResultOf<'patch', `${typeof LIST}/{keyId}`>>;
}

/** Those of the session's organization. */
export async function managementKeyList({ keyward, organization }: Session): Promise<ManagementKeyList> {
  const { id, name } = await organization();
  const path = { organizationId: id };
  return {
    name,
    list: (query) => keyward.list(LIST, { path, query }),
    read: (keyId) => keyward.request('get', `${LIST}/{keyId}`, { path: { ...path, keyId } }),
    create: (body) => keyward.post(LIST, { path, body }),
    edit: (keyId, body, ifMatch) => keyward.patch(`${LIST}/{keyId}`, { path: { ...path, keyId }, body, ifMatch }),
    rotate: (keyId, overlap, ifMatch) =>
      keyward.post(`${LIST}/{keyId}/rotate`, { path: { ...path, keyId }, body: { overlap }, ifMatch }),
    revoke: (keyId, query, headers) => keyward.delete(`${LIST}/{keyId}`, { path: { ...path, keyId }, query, headers }),
  };
}
