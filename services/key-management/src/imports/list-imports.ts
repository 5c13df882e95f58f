import { type Static, Type } from 'typebox';
import { creationPosition } from '../database/keyset.ts';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { Import, importResource } from './import-resource.ts';
import { importsRepository } from './imports-repository.ts';

const Query = Type.Object(pageQuery, { additionalProperties: false });

/** `GET …/imports`: newest first. */
export function listImports(scope: Scope, { path, noun }: KeySurface): void {
  const schema = {
    operationId: `list${noun}Imports`,
    summary: 'List the imports of API keys',
    tags: ['API keys'],
    querystring: Query,
    response: { 200: pageOf(Import) },
  };
  scope.get<{ Querystring: Static<typeof Query> }>(`${path}/imports`, { schema }, async (request) => {
    const { db, cursors } = request.server.services;
    const { tenant } = request;
    const { limit, cursor } = request.query;
    const list = listIdentity('imports', tenant.workspaceId ?? tenant.organizationId, request.query);
    const rows = await importsRepository(db).list(tenant, cursors.open(list, cursor), limit + 1);
    return pageFrom(rows, limit, importResource, (row) => cursors.seal(list, creationPosition(row)));
  });
}
