import type { Scope } from '../http/scope.ts';
import { leaveBodiesUnread } from '../http/streamed-body.ts';
import { organizationApiKeys, workspaceApiKeys } from '../keys/api-key-surfaces.ts';
import { type Access, guard } from '../principals/guard.ts';
import { exportKeys } from './export-keys.ts';
import { importKeys } from './import-keys.ts';
import { listImports } from './list-imports.ts';
import { readImport } from './read-import.ts';
import { createImportThreads } from './threads/import-threads.ts';
import { undoImport } from './undo-import.ts';

/** Taking files of API keys in and out, of a workspace and of a whole organization. */
export function importRoutes(app: Scope): void {
  const threads = createImportThreads();
  app.addHook('onClose', () => threads.close());
  for (const surface of [workspaceApiKeys, organizationApiKeys]) {
    const access: Access = { tenant: surface.access.view.tenant, anyOf: ['apikeys:import'] };
    app.register(async function importing(scope: Scope) {
      guard(scope, access);
      leaveBodiesUnread(scope);
      importKeys(scope, surface, threads);
    });
    app.register(async function lookingBack(scope: Scope) {
      guard(scope, access);
      listImports(scope, surface);
      readImport(scope, surface);
      undoImport(scope, surface);
      exportKeys(scope, surface);
    });
  }
}
