import { takeFormBodies } from '../http/form-bodies.ts';
import type { Scope } from '../http/scope.ts';
import { revokeToken } from './revoke-token.ts';

/** Revocation by the holder: without a guard, since the token itself authorises. */
export function revocationRoutes(app: Scope): void {
  app.register(async function revoking(scope: Scope) {
    takeFormBodies(scope, ['token']);
    revokeToken(scope);
  });
}
