import { type Static, Type } from 'typebox';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { Finding, FindingTypeSchema, findingResource } from './finding-resource.ts';
import { findingsRepository } from './findings-repository.ts';

const Query = Type.Object(
  {
    ...pageQuery,
    status: Type.Enum(['open', 'resolved'], { type: 'string', default: 'open' }),
    type: Type.Optional(FindingTypeSchema),
    keyId: Type.Optional(Type.String({ minLength: 1, maxLength: 200, examples: ['3kTq9ZpL0aBcDeFg'] })),
  },
  { additionalProperties: false },
);

/** One of the two places where findings are listed. */
export interface FindingList {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
}

/** `GET` of what somebody should look at: newest first. */
export function listFindings(scope: Scope, { path, operationId, summary }: FindingList): void {
  const schema = {
    operationId,
    summary,
    tags: ['Usage'],
    description: 'Newest first; computed every minute from what gateways have reported.',
    querystring: Query,
    response: { 200: pageOf(Finding) },
  };
  scope.get<{ Querystring: Static<typeof Query> }>(path, { schema }, async (request) => {
    const { db, cursors } = request.server.services;
    const { organizationId, workspaceId } = request.tenant;
    const { limit, cursor, ...filter } = request.query;
    const list = listIdentity('findings', workspaceId ?? organizationId, request.query);
    const rows = await findingsRepository(db).list(request.tenant, filter, cursors.open(list, cursor), limit + 1);
    return pageFrom(rows, limit, findingResource, ({ foundAt, id }) => cursors.seal(list, [foundAt.toISOString(), id]));
  });
}
