import type { Scope } from '../http/scope.ts';
import { leaveBodiesUnread } from '../http/streamed-body.ts';
import { guard } from '../principals/guard.ts';
import { exportKeys } from './export-keys.ts';
import { importKeys } from './import-keys.ts';
import { listImports } from './list-imports.ts';
import { readImport } from './read-import.ts';
import { createImportThreads } from './threads/import-threads.ts';
import { undoImport } from './undo-import.ts';

/** Taking files of API keys in and out of a workspace. */
export function importRoutes(app: Scope): void {
  const threads = createImportThreads();
  app.addHook('onClose', () => threads.close());
  app.register(async function importing(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['apikeys:import'] });
    leaveBodiesUnread(scope);
    importKeys(scope, threads);
  });
  app.register(async function lookingBack(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['apikeys:import'] });
    listImports(scope);
    readImport(scope);
    undoImport(scope);
    exportKeys(scope);
  });
}
