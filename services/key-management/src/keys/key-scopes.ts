import type { Scope } from '../http/scope.ts';
import { type Access, guard } from '../principals/guard.ts';
import { createKey } from './create-key.ts';
import { editKey } from './edit-key.ts';
import type { KeySurface } from './key-surface.ts';
import { listKeys } from './list-keys.ts';
import { readKey } from './read-key.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';

/** The operations on one list of keys, each in a scope that the surface's own access rule guards. */
export function keyScopes(app: Scope, surface: KeySurface): void {
  app.register(async function viewing(scope: Scope) {
    guardKeys(scope, surface, surface.access.view);
    listKeys(scope, surface);
    readKey(scope, surface);
  });
  app.register(async function creating(scope: Scope) {
    guardKeys(scope, surface, surface.access.create);
    createKey(scope, surface);
  });
  app.register(async function editing(scope: Scope) {
    guardKeys(scope, surface, surface.access.edit);
    editKey(scope, surface);
  });
  app.register(async function revoking(scope: Scope) {
    guardKeys(scope, surface, surface.access.revoke);
    revokeKey(scope, surface);
  });
  app.register(async function rotating(scope: Scope) {
    guardKeys(scope, surface, surface.access.rotate);
    rotateKey(scope, surface);
  });
}

function guardKeys(scope: Scope, { requirePlace }: KeySurface, access: Access): void {
  guard(scope, access);
  if (requirePlace !== undefined) scope.addHook('preHandler', requirePlace);
}
