import { findToken, PROBLEMS, ProblemError, parseToken } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.ts';

/** What a live token stands for; undefined for any other. */
export interface VerifiedKey {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly operator: boolean;
  readonly organizationId: string | null;
  readonly workspaceId: string | null;
  readonly permissions: readonly string[];
}

export type VerifyToken = (token: string) => Promise<VerifiedKey | undefined>;
export type Authenticate = (request: FastifyRequest) => Promise<Principal>;

/**
 * Finds out who calls. 401 without a token and for one that does not end in a live management or service key: a client
 * key is refused like an unknown one. 400 where the request carries several credentials.
 */
export function createAuthenticate(verifyToken: VerifyToken, tokenPrefixes: readonly string[]): Authenticate {
  return async (request) => {
    const placement = findToken({ rawHeaders: request.raw.rawHeaders, query: '' });
    if (placement.found === 'none') throw new ProblemError(PROBLEMS.missingToken);
    if (placement.found === 'ambiguous') {
      throw new ProblemError(PROBLEMS.ambiguousCredentials, { detail: placement.detail });
    }
    const parsed = parseToken(placement.token, tokenPrefixes);
    const mayCall = parsed.form === 'minted' && (parsed.kind === 'mgmt' || parsed.kind === 'svc');
    const key = mayCall ? await verifyToken(placement.token) : undefined;
    const principal = key && principalOf(key);
    if (principal === undefined) throw new ProblemError(PROBLEMS.invalidToken);
    return principal;
  };
}

function principalOf({ id, kind, name, operator, ...key }: VerifiedKey): Principal | undefined {
  if (kind === 'svc') return { kind: 'service-key', id, name, operator: false, grants: [] };
  if (kind !== 'mgmt' || key.organizationId === null) return undefined;
  const { organizationId, workspaceId, permissions } = key;
  return { kind: 'management-key', id, name, operator, grants: [{ organizationId, workspaceId, permissions }] };
}
