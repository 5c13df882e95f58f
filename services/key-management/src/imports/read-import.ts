import type { Scope } from '../http/scope.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { Import, importResource } from './import-resource.ts';
import { importsRepository } from './imports-repository.ts';

/** `GET …/imports/{importId}`. */
export function readImport(scope: Scope, { path, noun }: KeySurface): void {
  const schema = {
    operationId: `get${noun}Import`,
    summary: 'Read the record of an import',
    tags: ['API keys'],
    response: { 200: Import },
  };
  scope.get<{ Params: { importId: string } }>(`${path}/imports/:importId`, { schema }, async (request) => {
    const imports = importsRepository(request.server.services.db);
    return importResource(await imports.read(request.tenant, request.params.importId));
  });
}
