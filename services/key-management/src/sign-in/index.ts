import type { Scope } from '../http/scope.ts';
import { endSession } from '../sessions/end-session.ts';
import { ownOriginOnly } from '../sessions/own-origin.ts';
import { readSession } from '../sessions/read-session.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { signInWithKey } from './sign-in-with-key.ts';
import { startSignIn } from './start-sign-in.ts';

/** Sessions of browsers: open to everybody, writing for pages of this service only. */
export function sessionRoutes(app: Scope): void {
  app.register(async function reading(scope: Scope) {
    readSession(scope);
  });
  app.register(async function signingInAndOut(scope: Scope) {
    scope.addHook('onRequest', ownOriginOnly(scope.services.publicUrl));
    signInWithKey(scope);
    endSession(scope);
  });
}

/** The way to the OpenID provider and back, which browsers go by redirects. */
export function signInRoutes(app: Scope): void {
  app.register(async function redirecting(scope: Scope) {
    startSignIn(scope);
    finishSignIn(scope);
  });
}
