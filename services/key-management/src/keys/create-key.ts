import { conflict, created } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { nameKey } from '../names/name.ts';
import { write } from '../writes/write.ts';
import { createdKey, createdKeySchema } from './created-key.ts';
import { decideExpiry } from './expiry.ts';
import { invalidBody } from './invalid-body.ts';
import { fieldErrors } from './key-fields.ts';
import type { CreateKeyBody, KeySurface } from './key-surface.ts';
import { keysRepository } from './keys-repository.ts';
import { mintKey } from './mint-key.ts';

/** `POST` to a list of keys: mints a key and shows its token, once. */
export function createKey(scope: Scope, surface: KeySurface): void {
  const schema = {
    operationId: `create${surface.noun}`,
    summary: `Create ${surface.phrase}`,
    description: 'The token is in this answer and never again: store it at once. A lost one is replaced by rotating.',
    tags: [surface.tag],
    body: surface.createBody,
    response: { 201: created(createdKeySchema(surface)), ...conflict(scope, 'A live key has the name.') },
  };
  scope.post<{ Body: CreateKeyBody }>(surface.path, { schema }, (request, reply) =>
    write(request, reply, async ({ tx, actor, audit, changed }) => {
      const { body } = request;
      const now = new Date();
      const expiry = decideExpiry(body, now);
      const errors = [...fieldErrors(body), ...(expiry.ok ? [] : [expiry.error])];
      if (!expiry.ok || errors.length > 0) throw invalidBody(...errors);

      const minted = await mintKey(surface.kind, request.server.services);
      const { id } = minted.columns;
      await changed('key', id, surface.ownerOf(request).workspaceId);
      const power = await surface.powerOf(body, surface.ownerOf(request), tx);
      surface.authorize(request, power);

      const name = body.name ?? `key-${id}`;
      const row = await keysRepository(tx).insert({
        ...minted.columns,
        ...power,
        name,
        nameKey: nameKey(name),
        flows: body.flows ?? null,
        allowedIps: body.allowedIps ?? null,
        limits: body.limits ?? {},
        metadata: body.metadata ?? {},
        tags: body.tags ?? [],
        createdAt: now,
        createdBy: actor.id,
        updatedAt: now,
        expiresAt: expiry.expiresAt,
      });
      const after = surface.present(row, now);
      await audit({
        action: `${surface.auditName}.created`,
        target: { type: surface.auditName, id, name },
        workspaceId: row.workspaceId,
        after,
      });
      // Nobody can have asked for a token that did not exist: 256 random bits.
      return { ...createdKey(surface, request, row, minted.token, now), enforcement: 'needless' };
    }),
  );
}
