import type { Answered, Schemas } from '@keyward/client';
import type { ReactNode } from 'react';
import type { Api } from '../api/api.ts';
import type { Place } from '../permissions/may.ts';
import type { KeyFilter } from './key-filter.ts';
import type { Snippet } from './snippet.ts';

/** What every kind of key has in common. */
export type Key = Schemas['ApiKey'];
/** What forms send. A surface takes of it what its keys have: no form offers anything else. */
export type NewKey = Omit<Schemas['NewApiKey'], 'permissions'> & {
  permissions?: string[];
  role?: Role;
  workspaceId?: string;
  operator?: boolean;
};
export type KeyChanges = Omit<Schemas['ApiKeyChanges'], 'permissions'> & { permissions?: string[]; role?: Role };
export type Role = NonNullable<Schemas['NewManagementKey']['role']>;
export type KeyWithToken = Key & { readonly token: string | null; readonly enforcement?: Schemas['Enforcement'] };

export interface KeyPage {
  readonly items: readonly Key[];
  readonly nextCursor: string | null;
}

/** What the keys of a surface are for: calling flows, asking models, managing Keyward, or running a gateway. */
export type KeyUse = 'flows' | 'models' | 'management' | 'gateway';

/** One kind of key in one place: where it is read and written, and what it takes. The pages are the same for all. */
export interface KeySurface {
  /** Of everything that is read about these keys, in the query cache. */
  readonly cacheKey: readonly string[];
  readonly place: Place;
  readonly needs: Readonly<Record<'view' | 'create' | 'update' | 'delete', string>>;
  readonly use: KeyUse;
  list(api: Api, query: KeyFilter & { cursor?: string; limit: number }, signal: AbortSignal): Promise<KeyPage>;
  read(api: Api, keyId: string, signal?: AbortSignal): Promise<Answered<Key>>;
  create(api: Api, body: NewKey): Promise<KeyWithToken>;
  edit(
    api: Api,
    keyId: string,
    body: KeyChanges,
    etag: string,
  ): Promise<Key & { enforcement?: Schemas['Enforcement'] }>;
  rotate(api: Api, keyId: string, overlap: string): Promise<KeyWithToken>;
  revoke(api: Api, keyId: string, reason: string): Promise<Schemas['RevokedKey']>;
  /** A link to a key's own page. */
  link(keyId: string, content: ReactNode): ReactNode;
  /** How to call something with a key. */
  snippets(token: string): readonly Snippet[];
}
