import { hash } from 'node:crypto';

import type { ClientKey } from '../authorization/index.ts';
import { MAX_TOKEN_LENGTH, parseToken } from '../token/index.ts';
import { IntrospectionAnswer } from '../wire/index.ts';
import { createCachedLookup } from './cached-lookup.ts';
import { createClientKeyReader } from './client-key-reader.ts';
import type { KeyManagementConnection } from './connection.ts';
import type { Freshness } from './freshness.ts';
import { unavailable } from './unavailable.ts';

export type Verification =
  | {
      readonly active: true;
      readonly key: ClientKey;
      /** Whether this may still be acted on: the synchronous check right before a request is dispatched. */
      holds(): boolean;
    }
  | { readonly active: false; readonly reason: 'malformed' | 'unknown' | 'revoked' | 'expired' };

/** Says who presents a client token, from memory where it may. It does not judge what the key is allowed to do. */
export interface Verifier {
  /** The remembered verification, at the cost of one digest; undefined when key-management has to be asked. */
  peek(token: string): Verification | undefined;
  /** Rejects with ProblemError `verifierUnavailable` (503) when key-management gives no usable answer. */
  verify(token: string): Promise<Verification>;
  close(): Promise<void>;
  /** How many verifications are remembered, those of unknown tokens included. */
  readonly cachedKeys: number;
}

export interface VerifierOptions {
  connection: KeyManagementConnection;
  freshness: Freshness;
  tokenPrefixes?: readonly string[];
  /** How many active keys are remembered. */
  maxKeys?: number;
  /** How many refused tokens are remembered. */
  maxUnknown?: number;
}

type Remembered = Verification & { readonly revision: number };

const MALFORMED: Verification = { active: false, reason: 'malformed' };
const WRONG_SURFACE: Verification = { active: false, reason: 'unknown' };

/** A verifier that asks key-management's introspection (RFC 7662) and remembers the answers under a `Freshness`. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { connection, freshness, tokenPrefixes = ['kw'], maxKeys = 100_000, maxUnknown = 10_000 } = options;
  const readClientKey = createClientKeyReader();
  const lookup = createCachedLookup<Remembered>({
    isPositive: (verification) => verification.active,
    freshness,
    maxEntries: maxKeys,
    maxNegativeEntries: maxUnknown,
  });

  /** One per remembered key, so `holds` stands on the prototype. */
  class ActiveKey {
    readonly active = true;
    readonly key: ClientKey;
    readonly #digest: string;

    constructor(key: ClientKey, digest: string) {
      this.key = key;
      this.#digest = digest;
    }

    get revision(): number {
      return this.key.revision;
    }

    holds(): boolean {
      return lookup.isCurrent(this.#digest, this);
    }
  }

  async function introspect(token: string, digest: string): Promise<Remembered> {
    const answer = await connection.postForm('/oauth2/introspect', { token }, IntrospectionAnswer);
    if (!answer.active) {
      if (answer.keyward === undefined) throw unavailable(new Error('introspection does not take us for a service'));
      return { active: false, reason: answer.keyward.reason, revision: answer.keyward.revision };
    }
    try {
      return new ActiveKey(readClientKey(answer), digest);
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  return {
    peek: (token) => (token.length > MAX_TOKEN_LENGTH ? undefined : lookup.peek(digestOf(token))),
    async verify(token) {
      const parsed = parseToken(token, tokenPrefixes);
      if (parsed.form === 'malformed') return MALFORMED;
      if (parsed.form === 'minted' && parsed.kind !== 'api' && parsed.kind !== 'gw') return WRONG_SURFACE;
      const digest = digestOf(token);
      return await lookup.get(digest, () => introspect(token, digest));
    },
    async close() {
      lookup.clear();
      await connection.close();
    },
    get cachedKeys() {
      return lookup.size;
    },
  };
}

/** The cache holds digests, never tokens. */
function digestOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
