import type { FastifyRequest, FastifyTypeProvider } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

import { type AccessRefusal, type ClientKey, decideAccess } from '../authorization/index.ts';
import type { ClientPermission } from '../permissions/index.ts';
import { PROBLEMS, ProblemError } from '../problems/index.ts';
import { findToken } from '../token/index.ts';
import type { Verifier } from '../verifier/index.ts';
import { type Scope, secureScope } from './secure-scope.ts';

export interface KeywardAuthOptions {
  verifier: Verifier;
  /** Whether `?api_key=` counts; off by default, since addresses end up in logs. */
  allowQueryToken?: boolean;
}

declare module 'fastify' {
  interface FastifyInstance {
    keywardAuth: KeywardAuthOptions;
  }
  interface FastifyRequest {
    /** Who calls; set by `requireClientKey`, null on routes without it. */
    clientKey: ClientKey | null;
  }
}

/** Lets a Fastify service guard its routes with client keys; see `requireClientKey`. */
export const keywardAuth = fastifyPlugin<KeywardAuthOptions>(
  async (app, options) => {
    app.decorate('keywardAuth', options);
    app.decorateRequest('clientKey', null);
  },
  { fastify: '5.x', name: '@keyward/auth' },
);

/** Every route of the scope needs an API key with this permission; `request.clientKey` says whose it is. */
export function requireClientKey<P extends FastifyTypeProvider>(
  scope: Scope<P>,
  { permission }: { permission: ClientPermission },
): void {
  const { verifier, allowQueryToken = false } = scope.keywardAuth;
  secureScope(scope, {
    async guard(request) {
      const verification = await verifier.verify(presentedToken(request, allowQueryToken));
      if (!verification.active) throw refusalOf('expired', permission);
      const { key } = verification;
      const access = { surface: 'api', permission, workspace: null, flowId: null, address: request.ip } as const;
      const decision = decideAccess(key, access, Date.now());
      if (!decision.allowed) throw refusalOf(decision.reason, permission);
      request.clientKey = key;
    },
  });
}

function presentedToken(request: FastifyRequest, allowQuery: boolean): string {
  const { rawHeaders, url = '' } = request.raw;
  const mark = url.indexOf('?');
  const placement = findToken({ rawHeaders, query: mark === -1 ? '' : url.slice(mark + 1) }, { allowQuery });
  if (placement.found === 'token') return placement.token;
  if (placement.found === 'none') throw new ProblemError(PROBLEMS.missingToken);
  throw new ProblemError(PROBLEMS.ambiguousCredentials, { detail: `${placement.detail}.` });
}

function refusalOf(reason: AccessRefusal, permission: ClientPermission): ProblemError {
  switch (reason) {
    case 'missing-permission':
      return new ProblemError(PROBLEMS.insufficientScope, {
        detail: `The key lacks the permission ${permission}.`,
        members: { scope: permission },
      });
    case 'address-not-allowed':
      return new ProblemError(PROBLEMS.addressNotAllowed);
    case 'flow-not-allowed':
      return new ProblemError(PROBLEMS.flowNotAllowed);
    case 'wrong-workspace':
      return new ProblemError(PROBLEMS.notFound);
    case 'wrong-kind':
    case 'expired':
      // One answer for unknown, revoked, expired and misplaced tokens: which it was is nobody else's business.
      return new ProblemError(PROBLEMS.invalidToken);
  }
}
