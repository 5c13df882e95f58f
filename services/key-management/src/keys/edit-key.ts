import { type ManagementPermission, PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import { etagOf, IfMatch, requireMatch } from '../http/etag.ts';
import { conflict, edited as editedResponses } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { nameKey } from '../names/name.ts';
import { permissionsIn } from '../principals/principal.ts';
import { write } from '../writes/write.ts';
import { decideExpiry } from './expiry.ts';
import { invalidBody } from './invalid-body.ts';
import { fieldErrors } from './key-fields.ts';
import { keyForChange, requireOperator } from './key-for-change.ts';
import type { EditKeyBody, KeySurface } from './key-surface.ts';
import { type KeyChanges, keysRepository } from './keys-repository.ts';

/** `PATCH` of one key. What the body leaves out stays; its token can't be changed. */
export function editKey(scope: Scope, surface: KeySurface): void {
  const schema = {
    operationId: `update${surface.noun}`,
    summary: `Edit ${surface.phrase}`,
    description: 'What the body leaves out stays as it is. `limits`, `metadata` and the lists are replaced as a whole.',
    tags: [surface.tag],
    headers: IfMatch,
    body: surface.editBody,
    response: {
      ...editedResponses(surface.resource),
      ...conflict(scope, 'A live key has the name, or the key is revoked.'),
    },
  };
  const path = `${surface.path}/:keyId`;
  scope.patch<{ Body: EditKeyBody; Params: { keyId: string } }>(path, { schema }, (request, reply) =>
    write(request, reply, async (context) => {
      const { body } = request;
      const now = new Date();
      const owner = surface.ownerOf(request);
      requireFullEdit(request, surface.fullEdit, body);

      const row = await keyForChange(context, owner, request.params.keyId);
      requireMatch(request.headers['if-match'], row);
      const changes = changesOf(surface, body, now);
      surface.authorize(request, { ...row, permissions: changes.permissions ?? row.permissions });
      const edited = await keysRepository(context.tx).update(owner, row, changes);
      if (row.operator) await requireOperator(context, now);

      const after = surface.present(edited, now);
      await context.audit({
        action: `${surface.auditName}.updated`,
        target: { type: surface.auditName, id: row.id, name: edited.name },
        workspaceId: row.workspaceId,
        before: surface.present(row, now),
        after,
      });
      return { status: 200, headers: { etag: etagOf(edited) }, body: after, enforcement: 'reported' };
    }),
  );
}

/** Who may create keys may also rename them; whatever else a key is takes the permission to update it. */
function requireFullEdit(request: FastifyRequest, needed: ManagementPermission | undefined, body: EditKeyBody): void {
  const renames = Object.keys(body).every((member) => member === 'name');
  if (needed === undefined || renames || permissionsIn(request.principal, request.tenant).includes(needed)) return;
  throw new ProblemError(PROBLEMS.insufficientScope, {
    detail: `Needs ${needed} to change more than the name.`,
    members: { scope: needed },
  });
}

function changesOf(surface: KeySurface, body: EditKeyBody, now: Date): KeyChanges {
  const { name, expiresAt, flows, allowedIps, limits, metadata, tags, enabled } = body;
  const expiry = expiresAt === undefined ? undefined : decideExpiry({ expiresAt }, now);
  const errors = [...fieldErrors(body), ...(expiry?.ok === false ? [expiry.error] : [])];
  if (errors.length > 0) throw invalidBody(...errors);
  return {
    updatedAt: now,
    name,
    nameKey: name === undefined ? undefined : nameKey(name),
    permissions: surface.editedPermissions(body),
    expiresAt: expiry?.ok === true ? expiry.expiresAt : undefined,
    flows,
    allowedIps,
    limits,
    metadata,
    tags,
    enabled,
  };
}
