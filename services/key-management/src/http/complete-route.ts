import { PROBLEMS, ProblemError } from '@keyward/auth';
import { problemResponse } from '@keyward/auth/fastify';
import type { FastifySchema, RouteOptions } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { pathParameters } from './path-parameters.ts';
import type { Scope } from './scope.ts';
import { isStreamed } from './streamed-body.ts';

const NO_QUERY = Type.Object({}, { additionalProperties: false });

const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      pattern: '^[!-~]{1,255}$',
      'x-rule': '1–255 visible ASCII characters',
      description: 'A repeat with the same key within 24 hours is answered as the first time and changes nothing.',
      examples: ['8d1f6c1e-create-web-app-key'],
    }),
  ),
});

/** RFC 7240. */
const Prefer = Type.Object({
  prefer: Type.Optional(
    Type.String({
      description: '`respond-async`: 202 once it is committed, without waiting for the gateways.',
      examples: ['respond-async'],
    }),
  ),
});

const WRITES = ['POST', 'PATCH', 'DELETE'];

/**
 * Adds to the schema of every route of a scope what all of them have in common, so that none can forget it: the path's
 * parameters, no query parameters beside the declared ones, the Idempotency-Key and Prefer of writes, the usual refusals. Throws
 * for a schema of a body or a query that lets unknown members in.
 */
export function completeRoutes(scope: Scope): void {
  scope.addHook('onRoute', (route) => {
    const { schema = {} } = route;
    const { querystring = NO_QUERY, body } = schema;
    requireClosed(route, querystring);
    if (body !== undefined && !isStreamed(body)) requireClosed(route, body);
    const params = pathParameters(route.url);
    const idempotent = route.url.startsWith('/v1/') && WRITES.includes(String(route.method));
    const deferrable = '202' in Object(schema.response);
    const added = [...(idempotent ? [IdempotencyKey] : []), ...(deferrable ? [Prefer] : [])];
    const headers = added.reduce(mergedHeaders, schema.headers);
    route.schema = {
      ...schema,
      querystring,
      ...(params === undefined ? {} : { params }),
      ...(headers === undefined ? {} : { headers }),
      response: { ...refusals(scope, schema, params !== undefined, idempotent), ...Object(schema.response) },
    };
  });
  scope.addHook('preValidation', async (request) => {
    const { body } = request;
    const schema: unknown = request.routeOptions.schema?.body;
    if (isStreamed(schema)) return;
    if (body === undefined) {
      if (isObjectSchema(schema)) request.body = {};
    } else if (schema === undefined) {
      // It would be ignored, and whoever sent it meant something by it.
      throw new ProblemError(PROBLEMS.invalidRequest, { detail: 'This operation takes no body.' });
    }
  });
}

function refusals(
  scope: Scope,
  schema: FastifySchema,
  hasParams: boolean,
  idempotent: boolean,
): Record<string, object> {
  const headers: unknown = schema.headers;
  const conditional = typeof headers === 'object' && JSON.stringify(headers).includes('"if-match"');
  return {
    400: problemResponse(scope, 'The request is not valid; `errors` names the fields.'),
    ...(hasParams ? { 404: problemResponse(scope, 'It does not exist, or not for this caller.') } : {}),
    ...(conditional ? { 412: problemResponse(scope, 'It has changed since it was read.') } : {}),
    ...(schema.body === undefined
      ? {}
      : {
          413: problemResponse(scope, 'The body is too large.'),
          415: problemResponse(scope, 'The media type of the body is not accepted.'),
        }),
    ...(idempotent ? { 422: problemResponse(scope, 'The Idempotency-Key was used for another request.') } : {}),
    503: problemResponse(scope, 'The database is out of reach; try again after `Retry-After` seconds.'),
  };
}

function mergedHeaders(own: unknown, added: Type.TObject): TSchema {
  return isObjectSchema(own) ? Type.Object({ ...own.properties, ...added.properties }) : added;
}

function requireClosed({ method, url }: RouteOptions, schema: unknown): void {
  if (isObjectSchema(schema) && schema.additionalProperties === false) return;
  throw new Error(`${String(method)} ${url}: the schema must be an object that refuses unknown members`);
}

function isObjectSchema(schema: unknown): schema is Type.TObject & { additionalProperties?: unknown } {
  return Type.IsSchema(schema) && Type.IsObject(schema);
}
