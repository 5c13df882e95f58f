import type { Scope } from '../http/scope.ts';
import { keyScopes } from '../keys/key-scopes.ts';
import { guard } from '../principals/guard.ts';
import { createGateway } from './create-gateway.ts';
import { deleteGateway } from './delete-gateway.ts';
import { editGateway } from './edit-gateway.ts';
import { gatewayKeys } from './gateway-key-surface.ts';
import { listGateways } from './list-gateways.ts';
import { readGateway } from './read-gateway.ts';

/** Gateway configurations, and the keys of each. */
export function gatewayRoutes(app: Scope): void {
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['gateways:view'] });
    listGateways(scope);
    readGateway(scope);
  });
  app.register(async function creating(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['gateways:create'] });
    createGateway(scope);
  });
  app.register(async function updating(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['gateways:update'] });
    editGateway(scope);
  });
  app.register(async function deleting(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['gateways:delete'] });
    deleteGateway(scope);
  });
  keyScopes(app, gatewayKeys);
}
