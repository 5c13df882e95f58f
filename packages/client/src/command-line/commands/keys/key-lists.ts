import type { Answered, ImportPlace, RequestOf, ResultOf, Schemas } from '../../../index.ts';

const IN_WORKSPACE = '/v1/workspaces/{workspaceId}/api-keys';

type AnyKey = Schemas['ApiKey'] | Schemas['ManagementKey'] | Schemas['ServiceKey'];
export type KeyQuery = NonNullable<RequestOf<'get', typeof IN_WORKSPACE>['query']>;

/** The successor of a rotated key. */
interface Successor {
  readonly id: string;
  readonly name: string;
  readonly token: string | null;
  readonly enforcement?: Schemas['Enforcement'];
}

/** What every list of keys offers, whatever their kind. */
export interface KeyList {
  /** Whose keys they are, in words. */
  readonly name: string;
  list(query: KeyQuery): AsyncIterable<AnyKey>;
  read(keyId: string): Promise<Answered<AnyKey>>;
  rotate(keyId: string, overlap: string, ifMatch: string): Promise<Successor>;
  revoke(keyId: string, query: { reason?: string }, headers: Record<string, string>): Promise<Schemas['RevokedKey']>;
}

/** What lists of API keys offer beyond that. */
export interface ApiKeyList extends KeyList {
  readonly importPlace: ImportPlace;
  read(keyId: string): Promise<Answered<Schemas['ApiKey']>>;
  create(body: Schemas['NewApiKey']): Promise<ResultOf<'post', typeof IN_WORKSPACE>>;
  edit(
    keyId: string,
    body: Schemas['ApiKeyChanges'],
    ifMatch: string,
  ): Promise<ResultOf<'patch', `${typeof IN_WORKSPACE}/{keyId}`>>;
  imports(): AsyncIterable<Schemas['Import']>;
  readImport(importId: string): Promise<Schemas['Import']>;
  undoImport(importId: string): Promise<Schemas['UndoneImport']>;
  export(): Promise<Response>;
}

/** A group of commands on one kind of keys. */
export interface KeyGroup<List extends KeyList = KeyList> {
  /** What the group is called: `keys`. */
  readonly command: string;
  /** What help texts call the keys. */
  readonly noun: string;
  open(): Promise<List>;
}
