import type { FieldError } from '@keyward/auth';
import type { KeyRow } from '../../keys/keys-table.ts';
import type { LookupKey } from '../../secrets/lookup-digest.ts';

/** How a token is hashed: like those that were minted (256 random bits), or like one that may be guessed. */
export type TokenCost = 'minted' | 'foreign';

/** What a row of the file asks for, checked as far as the file alone tells. */
export interface CheckedRow
  extends Pick<
    KeyRow,
    | 'name'
    | 'nameKey'
    | 'id'
    | 'display'
    | 'permissions'
    | 'flows'
    | 'allowedIps'
    | 'limits'
    | 'metadata'
    | 'tags'
    | 'enabled'
    | 'externalId'
    | 'origin'
  > {
  /** Whether the id was made here, or came with the token. */
  readonly newId: boolean;
  readonly expiresAt: string | null;
  /** Null where the token has still to be hashed. */
  readonly hash: string | null;
  readonly lookup: string | null;
  /** All digests that the token may stand under already. */
  readonly lookups: readonly string[];
  /** Where in the row its name and its token stand, as JSON pointers. */
  readonly nameAt: string;
  readonly tokenAt: string;
  /** What of the row was left out or changed, for whoever imports. */
  readonly notes: readonly string[];
}

/** A token that came with a row or was minted for it, which goes nowhere but into the hash and, minted, the answer. */
export interface RowSecret {
  readonly token: string;
  readonly cost: TokenCost;
  /** What has to be the token's scrypt hash (Flowise). */
  readonly apiSecret: string | null;
  readonly minted: boolean;
}

/** A row of the file: what it asks for, or everything that is wrong with it. */
export type RowCheck =
  | { readonly ok: true; readonly row: CheckedRow; readonly secret: RowSecret | undefined }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** What rows are checked against. */
export interface RowRules {
  readonly tokenPrefixes: readonly [string, ...string[]];
  /** The keys for look-ups, one for each master key, the current one first. */
  readonly lookupKeys: readonly LookupKey[];
  readonly now: Date;
}
