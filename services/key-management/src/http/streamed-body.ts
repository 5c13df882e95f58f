import type { Readable } from 'node:stream';
import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { Scope } from './scope.ts';

const STREAMED = 'x-streamed';

/** Marks the schema of a body that is read as it comes, row by row: it stands in the OpenAPI document only. */
export function streamed<Schema extends TSchema>(schema: Schema): Schema {
  return { ...schema, [STREAMED]: true };
}

/** Whether a body's schema is marked so. */
export function isStreamed(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && STREAMED in schema;
}

/** Makes a scope leave JSON bodies unread, for the operation to read by `streamedBody`. Compressed ones are refused. */
export function leaveBodiesUnread(scope: Scope): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', (request, _payload, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') done(null);
    // Whoever unpacks what strangers packed has to bound it; files of keys are small enough as they are.
    else done(new ProblemError(PROBLEMS.unsupportedMediaType, { detail: 'Send the body without Content-Encoding.' }));
  });
}

/** The body's chunks. Throws 413 as soon as it is known to be longer than `limit` bytes. */
export async function* streamedBody({ raw, headers }: FastifyRequest, limit: number): AsyncGenerator<Buffer> {
  const tooLarge = () =>
    new ProblemError(PROBLEMS.bodyTooLarge, { detail: `The body must not be longer than ${limit} bytes.` });
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge();
  let length = 0;
  const body: Readable = raw;
  // Ending the stream early would break the connection before the refusal is sent.
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = chunk;
    length += bytes.length;
    if (length > limit) throw tooLarge();
    yield bytes;
  }
}
