import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { listDenials } from './list-denials.ts';

export function denialRoutes(app: Scope): void {
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['usage:view'] });
    listDenials(scope, {
      path: '/v1/workspaces/:workspaceId/denials',
      operationId: 'listDenials',
      summary: 'List what gateways refused to keys in a workspace',
    });
  });
  app.register(async function viewingAll(scope: Scope) {
    guard(scope, { tenant: 'organization', anyOf: ['usage:view'] });
    listDenials(scope, {
      path: '/v1/organizations/:organizationId/denials',
      operationId: 'listOrganizationDenials',
      summary: 'List what gateways refused to keys of an organization',
    });
  });
}
