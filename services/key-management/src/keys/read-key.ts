import { PROBLEMS, ProblemError } from '@keyward/auth';
import { etagOf } from '../http/etag.ts';
import { resource } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import type { KeySurface } from './key-surface.ts';
import { keysRepository } from './keys-repository.ts';

/** `GET` of one key, live or revoked. */
export function readKey(scope: Scope, surface: KeySurface): void {
  const schema = {
    operationId: `get${surface.noun}`,
    summary: `Read ${surface.phrase}`,
    tags: [surface.tag],
    response: { 200: resource(surface.resource) },
  };
  scope.get<{ Params: { keyId: string } }>(`${surface.path}/:keyId`, { schema }, async (request, reply) => {
    const { db } = request.server.services;
    const row = await keysRepository(db).find(surface.ownerOf(request), request.params.keyId);
    if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
    reply.header('etag', etagOf(row));
    return surface.present(row, new Date());
  });
}
