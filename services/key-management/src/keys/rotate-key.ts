import { ProblemError } from '@keyward/auth';
import { type Static, Type } from 'typebox';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { problems } from '../http/problems.ts';
import { accepted, conflict, created, withEnforcement } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { type WriteContext, write } from '../writes/write.ts';
import { createdKey, createdKeySchema } from './created-key.ts';
import { DURATION_PATTERN, moveBy } from './duration.ts';
import { invalidBody } from './invalid-body.ts';
import { keyForChange } from './key-for-change.ts';
import { keyStatus } from './key-status.ts';
import type { KeySurface } from './key-surface.ts';
import type { KeyRow } from './keys-table.ts';
import { mintKey } from './mint-key.ts';
import { replaceKey } from './replace-key.ts';

const LONGEST_OVERLAP = 'P90D';

const Body = Type.Object(
  {
    overlap: Type.String({
      pattern: `^${DURATION_PATTERN}$`,
      'x-rule': 'an ISO 8601 duration such as PT24H',
      default: 'PT24H',
      description: 'How long the old key goes on working, up to P90D; PT0S ends it at once.',
      examples: ['PT24H'],
    }),
  },
  { additionalProperties: false, examples: [{ overlap: 'PT24H' }] },
);

/** `POST …/rotate`: a successor with the same rights, while the old key works on for the overlap. */
export function rotateKey(scope: Scope, surface: KeySurface): void {
  const rotated = withEnforcement(createdKeySchema(surface), 'The successor, with its token.');
  const schema = {
    operationId: `rotate${surface.noun}`,
    summary: `Rotate ${surface.phrase}`,
    description:
      'Mints a successor with the same name, permissions, limits and expiry, and shows its token, once. The old key is ' +
      'renamed `<name> (retiring)` and ends with the overlap; its `lastUsedAt` tells whether it is still needed.',
    tags: [surface.tag],
    headers: IfMatch,
    body: Body,
    response: {
      201: created(rotated),
      202: accepted(created(rotated)),
      ...conflict(scope, 'The key is revoked, has expired or was rotated already.'),
    },
  };
  type Route = { Body: Static<typeof Body>; Params: { keyId: string } };
  scope.post<Route>(`${surface.path}/:keyId/rotate`, { schema }, (request, reply) =>
    write(request, reply, async (context) => {
      const now = new Date();
      const overlapEnd = endOfOverlap(request.body.overlap, now);
      const row = await keyForChange(context, surface.ownerOf(request), request.params.keyId);
      requireMatch(request.headers['if-match'], row);
      requireRotatable(row, now);
      surface.authorize(request, row);

      const minted = await mintKey(surface.kind, request.server.services);
      const { old, successor } = await replaceKey(context.tx, row, minted.columns, {
        at: now,
        by: context.actor.id,
        overlapEnd,
      });
      await recordRotation(context, surface, row, old, successor, now);
      return { ...createdKey(surface, request, successor, minted.token, now), enforcement: 'reported' };
    }),
  );
}

function endOfOverlap(overlap: string, now: Date): Date {
  const end = moveBy(now, overlap);
  const latest = moveBy(now, LONGEST_OVERLAP);
  if (end !== undefined && latest !== undefined && end <= latest) return end;
  throw invalidBody({ pointer: '/overlap', detail: `must not be longer than ${LONGEST_OVERLAP}` });
}

/** An expired key would have a successor that is expired from its birth on. */
function requireRotatable(row: KeyRow, now: Date): void {
  if (row.replacedBy !== null) {
    throw new ProblemError(problems.keyRetiring, { detail: `The key ${row.replacedBy} succeeds it already.` });
  }
  if (keyStatus(row, now) === 'expired') {
    throw new ProblemError(problems.keyExpired, { detail: 'Give the key a later expiresAt first.' });
  }
}

async function recordRotation(
  { audit, changed }: WriteContext,
  surface: KeySurface,
  row: KeyRow,
  old: KeyRow,
  successor: KeyRow,
  now: Date,
): Promise<void> {
  const { workspaceId } = row;
  await changed('key', successor.id, workspaceId);
  await audit({
    action: `${surface.auditName}.rotated`,
    target: { type: surface.auditName, id: row.id, name: row.name },
    workspaceId,
    before: surface.present(row, now),
    after: surface.present(old, now),
  });
  await audit({
    action: `${surface.auditName}.created`,
    target: { type: surface.auditName, id: successor.id, name: successor.name },
    workspaceId,
    after: surface.present(successor, now),
  });
}
