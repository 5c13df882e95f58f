import { bearerChallenge, ProblemError } from '@keyward/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import type { PresentedKeys } from '../keys/presented-keys.ts';
import { usableKey } from '../keys/verify-token.ts';
import { keyPrincipal } from '../principals/key-principal.ts';
import { memberPrincipal } from '../principals/member-principal.ts';
import type { Principal } from '../principals/principal.ts';
import type { Person } from '../sign-in/person.ts';
import { hostCookie } from './cookies.ts';
import { newSessionId, sessionDigest } from './session-id.ts';
import { ABSOLUTE_LIMIT_HOURS, type LiveSessionRow, sessionsRepository } from './sessions-repository.ts';

/** How people sign in here. */
export type SignInMethod = 'oidc' | 'management-key';

/** Who signs in: a person with the sealed ID token, or the holder of a management key. */
export type SignedIn =
  | { readonly method: 'oidc'; readonly person: Person; readonly idToken: string | null }
  | { readonly method: 'management-key'; readonly keyId: string };

export interface Session {
  /** The cookie's value: secret. */
  readonly id: string;
  readonly row: LiveSessionRow;
  readonly principal: Principal;
}

export interface Sessions {
  readonly methods: readonly [SignInMethod];
  /** Begins a session and gives the browser its cookie. The one that it had before ends: no id outlives a sign-in. */
  readonly begin: (request: FastifyRequest, reply: FastifyReply, who: SignedIn) => Promise<Session>;
  /** The session of a request; undefined without a cookie. Throws 401 where it is over, and takes the cookie away. */
  readonly of: (request: FastifyRequest) => Promise<Session | undefined>;
  /** Ends the session of a request, if there is one, and takes the cookie away. Returns what it was. */
  readonly end: (request: FastifyRequest, reply: FastifyReply) => Promise<LiveSessionRow | undefined>;
}

export interface SessionsOptions {
  readonly db: Database;
  readonly keys: PresentedKeys;
  /** Whether browsers reach this service over TLS only. */
  readonly secure: boolean;
  /** The OpenID provider's issuer; undefined where people sign in by management keys. */
  readonly issuer: string | undefined;
}

/** The sessions of browsers. Who a session stands for, and what it may do, is read anew each time. */
export function createSessions({ db, keys, secure, issuer }: SessionsOptions): Sessions {
  const repository = sessionsRepository(db);
  const cookie = hostCookie('session', secure);
  const methods: readonly [SignInMethod] = [issuer === undefined ? 'management-key' : 'oidc'];

  async function principalOf(row: LiveSessionRow): Promise<Principal | undefined> {
    if (row.method === 'management-key') {
      const key = row.keyId === null ? undefined : usableKey(await keys.byId('mgmt', row.keyId), new Date());
      return key && keyPrincipal(key);
    }
    const { issuer: signedInAt, subject, name, groups } = row;
    // Another provider's subject may be another person.
    if (signedInAt !== issuer || issuer === undefined || subject === null || name === null) return undefined;
    return memberPrincipal(db, { issuer, subject, name, groups: groups ?? [] });
  }

  function over(): ProblemError {
    return new ProblemError(problems.sessionExpired, {
      detail: 'The session is over, or its key has ended. Sign in again.',
      members: { methods },
      headers: { 'www-authenticate': bearerChallenge(), 'set-cookie': cookie.take() },
    });
  }

  async function find(request: FastifyRequest): Promise<LiveSessionRow | undefined> {
    const id = cookie.read(request.headers);
    return id === undefined ? undefined : repository.find(sessionDigest(id));
  }

  return {
    methods,

    async begin(request, reply, who) {
      const before = await find(request);
      const id = newSessionId();
      const row = await repository.insert({ digest: sessionDigest(id), ...columnsOf(who) });
      if (before !== undefined) await repository.delete(before.digest);
      const principal = await principalOf(row);
      if (principal === undefined) throw over();
      reply.header('set-cookie', cookie.give(id, ABSOLUTE_LIMIT_HOURS * 60 * 60));
      return { id, row, principal };
    },

    async of(request) {
      const id = cookie.read(request.headers);
      if (id === undefined) return undefined;
      const row = await repository.find(sessionDigest(id));
      const principal = row && (await principalOf(row));
      if (row === undefined || principal === undefined) throw over();
      if (row.stale) await repository.touch(row);
      return { id, row, principal };
    },

    async end(request, reply) {
      const row = await find(request);
      if (row !== undefined) await repository.delete(row.digest);
      reply.header('set-cookie', cookie.take());
      return row;
    },
  };
}

function columnsOf(who: SignedIn) {
  if (who.method === 'management-key') return { method: who.method, keyId: who.keyId };
  const { issuer, subject, name, groups } = who.person;
  return { method: who.method, issuer, subject, name, groups: [...groups], idToken: who.idToken };
}
