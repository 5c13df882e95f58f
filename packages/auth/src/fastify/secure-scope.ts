import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyTypeProvider,
  onRequestAsyncHookHandler,
  RawServerDefault,
} from 'fastify';

import { BEARER_SECURITY, problemResponse } from './openapi.ts';

/** A Fastify instance with any type provider. */
export type Scope<P extends FastifyTypeProvider> = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  P
>;

export interface ScopeSecurity {
  guard: onRequestAsyncHookHandler;
  /** OpenAPI security requirements; `bearer` when left out. */
  security?: readonly Readonly<Record<string, string[]>>[];
  /** Response schemas by status that each route gets beside 401 and 403; the route's own ones win. */
  responses?: Readonly<Record<string, object>>;
}

/**
 * Guards every route of a scope and says so in its OpenAPI entry, in one call, so that the two cannot differ. To be
 * called before the routes are registered.
 */
export function secureScope<P extends FastifyTypeProvider>(scope: Scope<P>, options: ScopeSecurity): void {
  const { guard, security = BEARER_SECURITY, responses = {} } = options;
  const refusals = {
    401: problemResponse(scope, 'The token is missing or not valid.'),
    403: problemResponse(scope, 'The token does not allow this.'),
    ...responses,
  };
  scope.addHook('onRequest', guard);
  scope.addHook('onRoute', (route) => {
    const own = route.schema?.response;
    const response = typeof own === 'object' && own !== null ? { ...refusals, ...own } : refusals;
    route.schema = Object.assign({}, route.schema, { security, response });
  });
}
