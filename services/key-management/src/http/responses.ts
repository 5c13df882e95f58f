import { problemResponse } from '@keyward/auth/fastify';
import { type TSchema, Type } from 'typebox';
import { ENFORCEMENT_EXAMPLE, Enforcement } from '../changes/enforcement.ts';
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

/** A resource together with the receipt of a change to it. */
export function withEnforcement<Schema extends Type.TObject>(schema: Schema, description: string) {
  const examples = 'examples' in schema && Array.isArray(schema.examples) ? schema.examples : [];
  return Type.Object(
    { ...schema.properties, enforcement: Type.Optional(Enforcement) },
    { description, examples: examples.map((example) => ({ ...example, enforcement: ENFORCEMENT_EXAMPLE })) },
  );
}

/** The responses to an edit: the resource, and what it took to put the change in force everywhere. */
export function edited<Schema extends Type.TObject>(schema: Schema) {
  const answer = resource(withEnforcement(schema, 'As it is now, everywhere.'));
  return { 200: answer, 202: accepted(answer) };
}

/** The response to `Prefer: respond-async`: committed, the gateways not waited for. */
export function accepted(schema: TSchema): TSchema {
  const { title: _title, ...untitled } = { title: undefined, ...schema };
  return { ...untitled, description: 'Committed; with `Prefer: respond-async` the gateways are not waited for.' };
}

/** A 409 that says which rule stands in the way. */
export function conflict(scope: Scope, description: string): { 409: object } {
  return { 409: problemResponse(scope, description) };
}

/** The answer to a deletion. */
export const Deleted = Type.Object(
  { deletedAt: Type.String({ format: 'date-time' }), enforcement: Type.Optional(Enforcement) },
  { title: 'Deleted', examples: [{ deletedAt: '2026-03-01T12:00:00.000Z', enforcement: ENFORCEMENT_EXAMPLE }] },
);
