import { type Static, Type } from 'typebox';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { Denial, denialResource } from './denial-resource.ts';
import { denialsRepository } from './denials-repository.ts';

const text = (description: string, example: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description, examples: [example] }));

const Query = Type.Object(
  {
    ...pageQuery,
    requestId: text('The `X-Request-Id` that the client was answered.', '0d8f3b1e-6c1c-4c43-9c0e-1f2a3b4c5d6e'),
    keyId: text('The key that was refused.', '3kTq9ZpL0aBcDeFg'),
    problem: text('Why it was refused.', '/problems/flow-not-allowed'),
  },
  { additionalProperties: false },
);

/** One of the two places where denials are listed. */
export interface DenialList {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
}

/** `GET` of the requests that gateways refused within the last week: newest first. */
export function listDenials(scope: Scope, { path, operationId, summary }: DenialList): void {
  const schema = {
    operationId,
    summary,
    tags: ['Usage'],
    description:
      'Newest first, of the last 7 days, as gateways have reported them: about a minute late. Only requests whose key ' +
      'is known are here; a token that is nobody’s is counted nowhere.',
    querystring: Query,
    response: { 200: pageOf(Denial) },
  };
  scope.get<{ Querystring: Static<typeof Query> }>(path, { schema }, async (request) => {
    const { db, cursors } = request.server.services;
    const { organizationId, workspaceId } = request.tenant;
    const { limit, cursor, ...filter } = request.query;
    const list = listIdentity('denials', workspaceId ?? organizationId, request.query);
    const [before] = cursors.open(list, cursor) ?? [];
    const from = typeof before === 'number' ? before : undefined;
    const rows = await denialsRepository(db).list(request.tenant, filter, from, limit + 1);
    return pageFrom(rows, limit, denialResource, ({ position }) => cursors.seal(list, [position]));
  });
}
