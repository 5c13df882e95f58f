import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { Import, importResource } from './import-resource.ts';
import { importsRepository } from './imports-repository.ts';

/** `GET …/imports/{importId}`. */
export function readImport(scope: Scope): void {
  const schema = {
    operationId: 'getApiKeyImport',
    summary: 'Read the record of an import',
    tags: ['API keys'],
    response: { 200: Import },
  };
  scope.get<{ Params: { importId: string } }>(
    '/v1/workspaces/:workspaceId/api-keys/imports/:importId',
    { schema },
    async (request) => {
      const { workspaceId } = workspaceOf(request);
      const imports = importsRepository(request.server.services.db);
      return importResource(await imports.read(workspaceId, request.params.importId));
    },
  );
}
