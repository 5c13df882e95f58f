import type { Scope } from '../http/scope.ts';
import { organizationApiKeys, workspaceApiKeys } from './api-key-surfaces.ts';
import { keyScopes } from './key-scopes.ts';

/** API keys, of a workspace and of a whole organization. */
export function apiKeyRoutes(app: Scope): void {
  keyScopes(app, workspaceApiKeys);
  keyScopes(app, organizationApiKeys);
}
