import { gatewayKeys } from '../gateways/gateway-key-surface.ts';
import type { Scope } from '../http/scope.ts';
import { organizationApiKeys, workspaceApiKeys } from '../keys/api-key-surfaces.ts';
import { guard } from '../principals/guard.ts';
import { readKeyUsage } from './read-key-usage.ts';
import { readUsage } from './read-usage.ts';

export function usageRoutes(app: Scope): void {
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['usage:view'] });
    readUsage(scope);
  });
  for (const surface of [workspaceApiKeys, organizationApiKeys, gatewayKeys]) {
    app.register(async function viewingOfKeys(scope: Scope) {
      guard(scope, { tenant: surface.access.view.tenant, anyOf: ['usage:view'] });
      readKeyUsage(scope, surface);
    });
  }
}
