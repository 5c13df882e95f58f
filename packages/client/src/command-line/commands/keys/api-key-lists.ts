import type { KeywardClient } from '../../../index.ts';
import type { Commands, Context } from '../../context.ts';
import type { ApiKeyList, KeyGroup } from './key-lists.ts';

/** `keyward keys`: those of the workspace or, with `--org-wide`, those of the organization. */
export function apiKeyGroup(keys: Commands, context: Context): KeyGroup<ApiKeyList> {
  return {
    command: 'keys',
    noun: 'API keys',
    async open() {
      const { keyward, workspace, organization } = await context.session();
      const place = keys.opts().orgWide === true ? organizationKeys : workspaceKeys;
      return place(keyward, await (keys.opts().orgWide === true ? organization : workspace)());
    },
  };
}

interface Place {
  readonly id: string;
  readonly name: string;
}

function workspaceKeys(keyward: KeywardClient, { id, name }: Place): ApiKeyList {
  const LIST = '/v1/workspaces/{workspaceId}/api-keys';
  const path = { workspaceId: id };
  return {
    name,
    importPlace: path,
    list: (query) => keyward.list(LIST, { path, query }),
    read: (keyId) => keyward.request('get', `${LIST}/{keyId}`, { path: { ...path, keyId } }),
    create: (body) => keyward.post(LIST, { path, body }),
    edit: (keyId, body, ifMatch) => keyward.patch(`${LIST}/{keyId}`, { path: { ...path, keyId }, body, ifMatch }),
    rotate: (keyId, overlap, ifMatch) =>
      keyward.post(`${LIST}/{keyId}/rotate`, { path: { ...path, keyId }, body: { overlap }, ifMatch }),
    revoke: (keyId, query, headers) => keyward.delete(`${LIST}/{keyId}`, { path: { ...path, keyId }, query, headers }),
    imports: () => keyward.list(`${LIST}/imports`, { path }),
    readImport: (importId) => keyward.get(`${LIST}/imports/{importId}`, { path: { ...path, importId } }),
    undoImport: (importId) => keyward.post(`${LIST}/imports/{importId}/undo`, { path: { ...path, importId } }),
    export: () => keyward.open('get', `${LIST}/export`, { path, timeoutMs: 0 }),
  };
}

function organizationKeys(keyward: KeywardClient, { id, name }: Place): ApiKeyList {
  const LIST = '/v1/organizations/{organizationId}/api-keys';
  const path = { organizationId: id };
  return {
    name,
    importPlace: path,
    list: (query) => keyward.list(LIST, { path, query }),
    read: (keyId) => keyward.request('get', `${LIST}/{keyId}`, { path: { ...path, keyId } }),
    create: (body) => keyward.post(LIST, { path, body }),
    edit: (keyId, body, ifMatch) => keyward.patch(`${LIST}/{keyId}`, { path: { ...path, keyId }, body, ifMatch }),
    rotate: (keyId, overlap, ifMatch) =>
      keyward.post(`${LIST}/{keyId}/rotate`, { path: { ...path, keyId }, body: { overlap }, ifMatch }),
    revoke: (keyId, query, headers) => keyward.delete(`${LIST}/{keyId}`, { path: { ...path, keyId }, query, headers }),
    imports: () => keyward.list(`${LIST}/imports`, { path }),
    readImport: (importId) => keyward.get(`${LIST}/imports/{importId}`, { path: { ...path, importId } }),
    undoImport: (importId) => keyward.post(`${LIST}/imports/{importId}/undo`, { path: { ...path, importId } }),
    export: () => keyward.open('get', `${LIST}/export`, { path, timeoutMs: 0 }),
  };
}
