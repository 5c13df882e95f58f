import type { KeywardClient, Schemas } from '../../../index.ts';
import { NotFound } from '../../failures.ts';
import { refuseToken } from '../../profiles/read-token.ts';
import { unlessMissing } from '../../visible-places.ts';

const ID = /^[0-9A-Za-z]{16}$/;

/** A key of a workspace with its ETag. */
export interface FoundKey {
  readonly key: Schemas['ApiKey'];
  readonly etag: string;
}

/** A key by its id, or a live one by its name in any case. Throws NotFound, and a UsageError for a whole token. */
export async function findKey(keyward: KeywardClient, workspaceId: string, wanted: string): Promise<FoundKey> {
  refuseToken(wanted);
  const byId = ID.test(wanted) ? await unlessMissing(readKey(keyward, workspaceId, wanted)) : undefined;
  if (byId !== undefined) return byId;
  const path = { workspaceId };
  for await (const { id, name } of keyward.list('/v1/workspaces/{workspaceId}/api-keys', {
    path,
    query: { name: wanted },
  })) {
    if (name.toLowerCase() === wanted.toLowerCase()) return readKey(keyward, workspaceId, id);
  }
  throw new NotFound(`There is no key "${wanted}" in this workspace.`);
}

async function readKey(keyward: KeywardClient, workspaceId: string, keyId: string): Promise<FoundKey> {
  const path = { workspaceId, keyId };
  const { body, headers } = await keyward.request('get', '/v1/workspaces/{workspaceId}/api-keys/{keyId}', { path });
  return { key: body, etag: headers.get('etag') ?? '*' };
}
