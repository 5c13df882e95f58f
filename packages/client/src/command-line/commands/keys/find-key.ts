import { NotFound } from '../../failures.ts';
import { refuseToken } from '../../profiles/read-token.ts';
import { unlessMissing } from '../../visible-places.ts';
import type { KeyList } from './key-lists.ts';

const ID = /^[0-9A-Za-z]{16}$/;

/** A key, and its ETag. */
export interface FoundKey<List extends KeyList> {
  readonly key: Awaited<ReturnType<List['read']>>['body'];
  readonly etag: string;
}

/** A key by its id, or a live one by its name in any case. Throws NotFound, and a UsageError for a whole token. */
export async function findKey<List extends KeyList>(list: List, wanted: string): Promise<FoundKey<List>> {
  refuseToken(wanted);
  const byId = ID.test(wanted) ? await unlessMissing(readKey(list, wanted)) : undefined;
  if (byId !== undefined) return byId;
  for await (const { id, name } of list.list({ name: wanted })) {
    if (name.toLowerCase() === wanted.toLowerCase()) return readKey(list, id);
  }
  throw new NotFound(`There is no key "${wanted}" in ${list.name}.`);
}

async function readKey<List extends KeyList>(list: List, keyId: string): Promise<FoundKey<List>> {
  const { body, headers } = await list.read(keyId);
  return { key: body, etag: headers.get('etag') ?? '*' };
}
