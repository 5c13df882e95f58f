import { hash } from 'node:crypto';

import type { ClientKey } from '../authorization/index.ts';
import { type KeyManagementConnection, unavailable } from '../connection/index.ts';
import {
  ANY_KEY,
  type CacheHits,
  createLeasedLookup,
  type Held,
  type Lease,
  type LookupResult,
  type Subject,
} from '../feed/index.ts';
import { ProblemError } from '../problems/index.ts';
import { MAX_TOKEN_LENGTH, parseToken } from '../token/index.ts';
import { IntrospectionAnswer } from '../wire/index.ts';
import { type CompactKey, clientKeyOf, createClientKeyReader } from './client-key-reader.ts';
import { createDigestCache } from './digest-cache.ts';

export type Verification = ActiveVerification | RefusedVerification;

export interface ActiveVerification {
  readonly active: true;
  readonly key: ClientKey;
  /** What the change feed calls that which this depends on. */
  readonly subjects: readonly Subject[];
  /** Whether this may still be acted on: the synchronous check right before a request is dispatched. */
  holds(): boolean;
}

export interface RefusedVerification {
  readonly active: false;
  readonly reason: 'malformed' | 'unknown' | 'revoked' | 'expired';
}

/** Says who presents a client token, from memory where it may. It does not judge what the key is allowed to do. */
export interface Verifier {
  /** The remembered verification, at the cost of one digest; undefined when key-management has to be asked. */
  peek(token: string): Verification | undefined;
  /** Rejects with ProblemError `verifierUnavailable` (503) when key-management gives no usable answer. */
  verify(token: string): Promise<Verification>;
  close(): Promise<void>;
  /** How many active keys are remembered. */
  readonly cachedKeys: number;
  /** How often memory has answered, for active keys and for refused tokens. */
  readonly hits: CacheHits;
}

export interface VerifierOptions {
  connection: KeyManagementConnection;
  /** What remembered answers are good under. */
  lease: Lease;
  tokenPrefixes?: readonly string[];
  /** How many active keys are remembered. */
  maxKeys?: number;
  /** How many refused tokens are remembered. */
  maxUnknown?: number;
  /** How long after the lease's end a remembered key still counts while key-management is out of reach; 0: not at all. */
  staleMs?: number;
  /** Told how each answer was come by that was not remembered. */
  observe?: (result: LookupResult) => void;
}

const MALFORMED: Verification = { active: false, reason: 'malformed' };
const WRONG_SURFACE: Verification = { active: false, reason: 'unknown' };

/** A verifier that asks key-management's introspection (RFC 7662) and remembers the answers under a lease. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { connection, lease, tokenPrefixes = ['kw'], maxKeys = 100_000, maxUnknown = 10_000 } = options;
  const readClientKey = createClientKeyReader();
  const lookup = createLeasedLookup<Answer>({
    lease,
    isPositive: isKey,
    subjects: (_digest, answer) => (isKey(answer) ? subjectsOf(answer.id, answer.common) : UNKNOWN_KEY),
    maxEntries: maxKeys,
    maxNegativeEntries: maxUnknown,
    staleMs: options.staleMs ?? 0,
    createCache: createDigestCache,
    ...(options.observe && { observe: options.observe }),
  });

  async function introspect(token: string): Promise<Answer> {
    const answer = await connection.postForm('/oauth2/introspect', { token }, IntrospectionAnswer);
    if (!answer.active) {
      if (answer.keyward === undefined) throw unavailable(new Error('introspection does not take us for a service'));
      return { active: false, reason: answer.keyward.reason, revision: answer.keyward.revision };
    }
    try {
      return readClientKey(answer);
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  return {
    peek(token) {
      if (token.length > MAX_TOKEN_LENGTH) return undefined;
      const held = lookup.peek(digestOf(token));
      return held === undefined ? undefined : verificationOf(held);
    },
    async verify(token) {
      const parsed = parseToken(token, tokenPrefixes);
      if (parsed.form === 'malformed') return MALFORMED;
      if (parsed.form === 'minted' && parsed.kind !== 'api' && parsed.kind !== 'gw') return WRONG_SURFACE;
      try {
        return verificationOf(await lookup.get(digestOf(token), () => introspect(token)));
      } catch (cause) {
        throw cause instanceof ProblemError ? cause : unavailable(cause);
      }
    },
    close: () => connection.close(),
    hits: lookup.hits,
    get cachedKeys() {
      return lookup.size();
    },
  };
}

/** What is remembered of a token. */
type Answer = CompactKey | (RefusedVerification & { readonly revision: number });

function isKey(answer: Answer): answer is CompactKey {
  return 'id' in answer;
}

/** Named anew each time: kept, the names would take as much room as the keys. */
function subjectsOf(
  id: string,
  { organizationId, workspaceId, gatewayId }: Pick<ClientKey, 'organizationId' | 'workspaceId' | 'gatewayId'>,
): readonly Subject[] {
  const subjects = [`key:${id}`, `organization:${organizationId}`];
  if (workspaceId !== null) subjects.push(`workspace:${workspaceId}`);
  if (workspaceId !== null && gatewayId !== null) subjects.push(`gateway:${gatewayId}`);
  return subjects;
}

/** A token that is unknown now may be that of a key that is created, imported or enabled later. */
const UNKNOWN_KEY: readonly Subject[] = [ANY_KEY];

function verificationOf(held: Held<Answer>): Verification {
  const { answer } = held;
  return isKey(answer) ? new KeyVerification(clientKeyOf(answer), held) : answer;
}

/** A class, since an object with a getter costs several times as much to make, and there is one for each request. */
class KeyVerification implements ActiveVerification {
  readonly active = true;
  readonly key: ClientKey;
  readonly #held: Held<Answer>;

  constructor(key: ClientKey, held: Held<Answer>) {
    this.key = key;
    this.#held = held;
  }

  get subjects(): readonly Subject[] {
    return subjectsOf(this.key.id, this.key);
  }

  holds(): boolean {
    return this.#held.holds();
  }
}

/** The cache holds digests, never tokens: 32 characters that stand for a byte each. */
function digestOf(token: string): string {
  return hash('sha256', token, 'binary');
}
