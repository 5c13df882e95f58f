import { problemResponse } from '@keyward/auth/fastify';
import { type TSchema, Type } from 'typebox';
import type { Scope } from './scope.ts';

const ETAG = { ETag: { type: 'string', description: 'The version of the resource, for If-Match.' } };
const LOCATION = { Location: { type: 'string', description: 'The path of the new resource.' } };

/** A response with a resource and its ETag. */
export function resource<Schema extends TSchema>(schema: Schema): Schema & { headers: object } {
  return { ...schema, headers: ETAG };
}

/** The response to a creation: the new resource, its ETag and where it stands. */
export function created<Schema extends TSchema>(schema: Schema): Schema & { headers: object } {
  return { ...schema, headers: { ...ETAG, ...LOCATION } };
}

/** A 409 that says which rule stands in the way. */
export function conflict(scope: Scope, description: string): { 409: object } {
  return { 409: problemResponse(scope, description) };
}

/** The answer to a deletion. */
export const Deleted = Type.Object(
  { deletedAt: Type.String({ format: 'date-time' }) },
  { title: 'Deleted', examples: [{ deletedAt: '2026-03-01T12:00:00.000Z' }] },
);
