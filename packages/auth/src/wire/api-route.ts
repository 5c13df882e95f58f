import { type Static, Type } from 'typebox';
import { RoutedUpstream } from './routed-upstream.ts';

const Id = Type.String({ minLength: 1 });
const Revision = Type.Integer({ minimum: 0 });

/**
 * The answer to `GET /internal/v1/api-routes/{upstreamName}?workspaceId=` (or `organizationId=`): the upstream of kind
 * `api` of that name; found only where it is unambiguous.
 */
export const ApiRouteAnswer = Type.Union([
  Type.Object({
    found: Type.Literal(true),
    organizationId: Id,
    workspaceId: Id,
    upstream: RoutedUpstream,
    revision: Revision,
  }),
  Type.Object({ found: Type.Literal(false), revision: Revision }),
]);
export type ApiRouteAnswer = Static<typeof ApiRouteAnswer>;
