import type { Scope } from '../http/scope.ts';
import { keyScopes } from '../keys/key-scopes.ts';
import { serviceKeys } from './service-key-surface.ts';

/** Service keys of the installation, for operators. */
export function serviceKeyRoutes(app: Scope): void {
  keyScopes(app, serviceKeys);
}
