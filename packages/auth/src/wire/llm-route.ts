import { type Static, Type } from 'typebox';
import { KeyLimitsSchema } from './key-limits.ts';
import { RoutedUpstream } from './routed-upstream.ts';

const Id = Type.String({ minLength: 1 });
const Revision = Type.Integer({ minimum: 0 });

/** A public model name, and the upstream that answers it. */
export const RoutedModel = Type.Object({
  name: Type.String({ minLength: 1 }),
  /** The provider's own name for it; null where it is the same. */
  upstreamModel: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
  upstreamId: Id,
});
export type RoutedModel = Static<typeof RoutedModel>;

/**
 * The answer to `GET /internal/v1/llm-routes/{gatewayId}`: all that a gateway configuration leads to. Each upstream that
 * a model names is in `upstreams`, once.
 */
export const LlmRouteAnswer = Type.Union([
  Type.Object({
    found: Type.Literal(true),
    gateway: Type.Object({
      id: Id,
      name: Type.String(),
      organizationId: Id,
      workspaceId: Id,
      limits: KeyLimitsSchema,
      /** Seconds since the epoch, as `created` of the models list wants it. */
      createdAt: Type.Integer(),
    }),
    models: Type.Array(RoutedModel),
    upstreams: Type.Array(RoutedUpstream),
    revision: Revision,
  }),
  Type.Object({ found: Type.Literal(false), revision: Revision }),
]);
export type LlmRouteAnswer = Static<typeof LlmRouteAnswer>;
