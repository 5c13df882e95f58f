import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { listFindings } from './list-findings.ts';

export function findingRoutes(app: Scope): void {
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['usage:view'] });
    listFindings(scope, {
      path: '/v1/workspaces/:workspaceId/findings',
      operationId: 'listFindings',
      summary: 'List what to look at in a workspace',
    });
  });
  app.register(async function viewingAll(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['usage:view'] });
    listFindings(scope, {
      path: '/v1/organizations/:organizationId/findings',
      operationId: 'listOrganizationFindings',
      summary: 'List what to look at in an organization',
    });
  });
}
