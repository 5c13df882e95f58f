import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { etagOf } from '../http/etag.ts';
import type { WriteAnswer } from '../writes/write.ts';
import type { KeySurface } from './key-surface.ts';
import type { KeyRow } from './keys-table.ts';

/** The schema of the only answers that hold a token: a key that was created, or minted by a rotation. */
export function createdKeySchema({ kind, resource }: KeySurface) {
  const examples = 'examples' in resource && Array.isArray(resource.examples) ? resource.examples : [];
  const token = `kw_${kind}_<the id><a secret of 43 characters><a checksum of 6>`;
  return Type.Object(
    {
      ...resource.properties,
      token: Type.Union([Type.String(), Type.Null()], {
        description: 'The key itself, shown this once. Null where an Idempotency-Key repeats the request.',
      }),
    },
    { description: 'The key, with its token.', examples: examples.map((example) => ({ ...example, token })) },
  );
}

/** The answer that shows a token, and the one that a repeat of the request gets. */
export function createdKey(
  surface: KeySurface,
  request: FastifyRequest,
  row: KeyRow,
  token: string,
  now: Date,
): WriteAnswer {
  const resource = surface.present(row, now);
  return {
    status: 201,
    headers: { etag: etagOf(row), location: keyPath(surface, request, row.id) },
    body: { ...resource, token },
    replayBody: { ...resource, token: null },
  };
}

/** The path of one key: the surface's path with the request's parameters, and the key's id. */
function keyPath({ path }: KeySurface, { params }: FastifyRequest, id: string): string {
  const values: Record<string, unknown> = Object(params);
  return `${path.replace(/:(\w+)/g, (_, name: string) => String(values[name]))}/${id}`;
}
