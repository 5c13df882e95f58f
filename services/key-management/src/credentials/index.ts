import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { createCredential } from './create-credential.ts';
import { deleteCredential } from './delete-credential.ts';
import { editCredential } from './edit-credential.ts';
import { listCredentialServices } from './list-credential-services.ts';
import { listCredentials } from './list-credentials.ts';
import { readCredential } from './read-credential.ts';

/** The stored keys of other services. Which of them a caller sees is a matter of each one's sharing. */
export function credentialRoutes(app: Scope): void {
  app.register(async function choosing(scope: Scope) {
    guard(scope, { tenant: 'none', anyOf: ['credentials:view'] });
    listCredentialServices(scope);
  });
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['credentials:view'] });
    listCredentials(scope);
    readCredential(scope);
  });
  app.register(async function creating(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['credentials:create'] });
    createCredential(scope);
  });
  app.register(async function updating(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['credentials:update'] });
    editCredential(scope);
  });
  app.register(async function deleting(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['credentials:delete'] });
    deleteCredential(scope);
  });
}
