import type { Scope } from '../http/scope.ts';
import { keyScopes } from '../keys/key-scopes.ts';
import { managementKeys } from './management-key-surface.ts';

/** Management keys of an organization: for whoever manages its members, and never beyond their own permissions. */
export function managementKeyRoutes(app: Scope): void {
  keyScopes(app, managementKeys);
}
