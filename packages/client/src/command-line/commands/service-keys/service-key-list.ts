import type { ResultOf, Schemas } from '../../../index.ts';
import type { Session } from '../../session.ts';
import type { KeyList } from '../keys/key-lists.ts';

const LIST = '/v1/service-keys';

/** The service keys of the installation. */
export interface ServiceKeyList extends KeyList {
  create(body: Schemas['NewServiceKey']): Promise<ResultOf<'post', typeof LIST>>;
}

/** Those of the installation that the session is in. */
export function serviceKeyList({ keyward }: Session): ServiceKeyList {
  return {
    name: 'this installation',
    list: (query) => keyward.list(LIST, { query }),
    read: (keyId) => keyward.request('get', `${LIST}/{keyId}`, { path: { keyId } }),
    create: (body) => keyward.post(LIST, { body }),
    rotate: (keyId, overlap, ifMatch) =>
      keyward.post(`${LIST}/{keyId}/rotate`, { path: { keyId }, body: { overlap }, ifMatch }),
    revoke: (keyId, query, headers) => keyward.delete(`${LIST}/{keyId}`, { path: { keyId }, query, headers }),
  };
}
