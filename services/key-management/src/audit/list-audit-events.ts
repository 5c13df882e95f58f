import { Type } from 'typebox';
import { listIdentity } from '../http/cursor.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { AuditEvent, auditEventResource } from './audit-event-resource.ts';
import { auditRepository } from './audit-repository.ts';

const text = (description: string, example: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description, examples: [example] }));
const instant = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description, examples: ['2026-03-01T00:00:00Z'] }));

const Filter = Type.Object(
  {
    ...pageQuery,
    action: text('What was done.', 'api-key.created'),
    targetType: text('What kind of thing it was done to.', 'api-key'),
    targetId: text('What it was done to.', '3kTq9ZpL0aBcDeFg'),
    actorId: text('Who did it.', '3kTq9ZpL0aBcDeFg'),
    workspaceId: text('Where it was done.', 'W7c2YpM1bCdEfGhI'),
    from: instant('The first moment that counts.'),
    to: instant('The first moment that counts no more.'),
  },
  { additionalProperties: false },
);

/** `GET /v1/organizations/{organizationId}/audit-events`: newest first. */
export function listAuditEvents(scope: Scope): void {
  scope.get(
    '/v1/organizations/:organizationId/audit-events',
    {
      schema: {
        operationId: 'listAuditEvents',
        tags: ['Audit'],
        summary: 'List what was done in an organization',
        description: 'Newest first. No event holds a token, a hash or another secret.',
        querystring: Filter,
        response: { 200: pageOf(AuditEvent) },
      },
    },
    async (request) => {
      const { db, cursors } = request.server.services;
      const { organizationId } = request.tenant;
      const { limit, cursor, from, to, ...filter } = request.query;
      const list = listIdentity('audit-events', organizationId, request.query);
      const [before] = cursors.open(list, cursor) ?? [];
      const moments = { from: dateOf(from), to: dateOf(to) };
      const rows = await auditRepository(db).list(
        organizationId,
        { ...filter, ...moments },
        typeof before === 'number' ? before : undefined,
        limit + 1,
      );
      return pageFrom(rows, limit, auditEventResource, ({ position }) => cursors.seal(list, [position]));
    },
  );
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
