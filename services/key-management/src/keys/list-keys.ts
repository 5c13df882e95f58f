import { type Static, Type } from 'typebox';
import { listIdentity, type Position } from '../http/cursor.ts';
import { invalidQuery } from '../http/invalid-query.ts';
import { pageFrom, pageOf, pageQuery } from '../http/page.ts';
import type { Scope } from '../http/scope.ts';
import { nameKey } from '../names/name.ts';
import { DURATION_PATTERN, moveBy } from './duration.ts';
import { KEY_SORTS, type KeyPosition, positionOf } from './key-list-query.ts';
import { KEY_STATUSES, type KeyStatus } from './key-status.ts';
import type { KeySurface } from './key-surface.ts';
import { keysRepository } from './keys-repository.ts';

const status = `(${KEY_STATUSES.join('|')})`;
const Span = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: `^${DURATION_PATTERN}$`,
      'x-rule': 'an ISO 8601 duration such as P14D',
      description,
      examples: ['P14D'],
    }),
  );

const Query = Type.Object(
  {
    ...pageQuery,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Part of the name, in any case.' })),
    tag: Type.Optional(Type.String({ minLength: 1, maxLength: 50, description: 'A tag that the key has.' })),
    status: Type.Optional(
      Type.String({
        pattern: `^${status}(,${status}){0,4}$`,
        'x-rule': `one or several of ${KEY_STATUSES.join(', ')}, separated by commas`,
        description: 'Left out: every key that is not revoked.',
        examples: ['revoked', 'active,expiring'],
      }),
    ),
    expiringWithin: Span('Keys that end within this time from now, and have not ended yet.'),
    unusedFor: Span('Keys older than this that were not used for this long, or never.'),
    neverUsed: Type.Optional(Type.Boolean({ description: 'Keys that were never used, or those that were.' })),
    permissionsUnused: Type.Optional(
      Type.Boolean({ description: 'Keys with a client permission that they never used, or those without one.' }),
    ),
    sort: Type.Enum([...KEY_SORTS], {
      type: 'string',
      default: 'createdAt',
      description: 'A key that was never used stands before all others by `lastUsedAt`.',
    }),
    order: Type.Optional(
      Type.Enum(['asc', 'desc'], { type: 'string', description: 'Left out: `asc` for names, `desc` for times.' }),
    ),
  },
  { additionalProperties: false },
);

/** `GET` of a list of keys, a page at a time. */
export function listKeys(scope: Scope, surface: KeySurface): void {
  const schema = {
    operationId: `list${surface.noun}s`,
    summary: `List ${surface.tag.toLowerCase()}`,
    tags: [surface.tag],
    querystring: Query,
    response: { 200: pageOf(surface.resource) },
  };
  scope.get<{ Querystring: Static<typeof Query> }>(surface.path, { schema }, async (request) => {
    const { query } = request;
    const { db, cursors } = request.server.services;
    const owner = surface.ownerOf(request);
    const list = listIdentity(surface.noun, owner.gatewayId ?? owner.workspaceId ?? owner.organizationId ?? '', query);
    const now = new Date();
    const { sort, limit, order = sort === 'name' ? 'asc' : 'desc' } = query;
    const rows = await keysRepository(db).list(owner, {
      sort,
      order,
      limit: limit + 1,
      after: keyPosition(cursors.open(list, query.cursor)),
      now,
      nameKeyPart: query.name === undefined ? undefined : nameKey(query.name),
      tag: query.tag,
      statuses: query.status?.split(',').filter(isStatus),
      expiresUntil: moved(now, 'expiringWithin', query.expiringWithin, 1),
      unusedSince: moved(now, 'unusedFor', query.unusedFor, -1),
      neverUsed: query.neverUsed,
      permissionsUnused: query.permissionsUnused,
    });
    return pageFrom(
      rows,
      limit,
      (row) => surface.present(row, now),
      (row) => {
        const { value, rowId } = positionOf(row, sort);
        return cursors.seal(list, [value, rowId]);
      },
    );
  });
}

function keyPosition(position: Position | undefined): KeyPosition | undefined {
  const [value, rowId] = position ?? [];
  return typeof value === 'string' && typeof rowId === 'number' ? { value, rowId } : undefined;
}

function isStatus(text: string): text is KeyStatus {
  return KEY_STATUSES.some((known) => known === text);
}

const LONGEST = 'P100Y';

function moved(now: Date, parameter: string, span: string | undefined, direction: 1 | -1): Date | undefined {
  if (span === undefined) return undefined;
  const moment = moveBy(now, span, direction);
  const longest = moveBy(now, LONGEST, direction);
  if (moment !== undefined && longest !== undefined && Math.abs(+moment - +now) <= Math.abs(+longest - +now)) {
    return moment;
  }
  throw invalidQuery(`/${parameter}`, 'must not be longer than 100 years');
}
