import { LlmRouteAnswer } from '@keyward/auth';
import { Type } from 'typebox';
import { GatewayId } from '../http/path-parameters.ts';
import type { Scope } from '../http/scope.ts';
import { routedUpstream } from '../upstreams/routed-upstream.ts';
import { unsealingFor } from '../upstreams/unsealing.ts';
import { findLlmRoute } from './llm-routes-repository.ts';

/** `GET /internal/v1/llm-routes/{gatewayId}`: all that a gateway configuration leads to. */
export function readLlmRoute(scope: Scope): void {
  scope.get(
    '/internal/v1/llm-routes/:gatewayId',
    { schema: { hide: true, params: Type.Object({ gatewayId: GatewayId }), response: { 200: LlmRouteAnswer } } },
    async (request) => {
      const route = await findLlmRoute(request.server.services.db, request.params.gatewayId);
      if (!route.found) return route;
      const { gateway, upstreams, ...rest } = route;
      const unsealing = unsealingFor(request);
      return {
        ...rest,
        gateway: { ...gateway, createdAt: Math.floor(gateway.createdAt.getTime() / 1000) },
        upstreams: await Promise.all(
          upstreams.map(({ upstream, credential }) => routedUpstream(upstream, credential, unsealing)),
        ),
      };
    },
  );
}
