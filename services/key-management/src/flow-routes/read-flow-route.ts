import { FlowRouteAnswer, PROBLEMS, ProblemError } from '@keyward/auth';
import { Type } from 'typebox';
import { FlowId, OrganizationId, WorkspaceId } from '../http/path-parameters.ts';
import type { Scope } from '../http/scope.ts';
import { routedUpstream } from '../upstreams/routed-upstream.ts';
import { unsealingFor } from '../upstreams/unsealing.ts';
import { findFlowRoute } from './flow-routes-repository.ts';

const Place = Type.Object(
  { workspaceId: Type.Optional(WorkspaceId), organizationId: Type.Optional(OrganizationId) },
  { additionalProperties: false },
);

/** `GET /internal/v1/flow-routes/{flowId}`: where a gateway sends a request for a flow. */
export function readFlowRoute(scope: Scope): void {
  scope.get(
    '/internal/v1/flow-routes/:flowId',
    {
      schema: {
        hide: true,
        params: Type.Object({ flowId: FlowId }),
        querystring: Place,
        response: { 200: FlowRouteAnswer },
      },
    },
    async (request) => {
      const { workspaceId, organizationId } = request.query;
      if (workspaceId !== undefined && organizationId !== undefined) {
        throw new ProblemError(PROBLEMS.invalidRequest, { detail: 'Name a workspace or an organization, not both.' });
      }
      const route = await findFlowRoute(request.server.services.db, request.params.flowId, request.query);
      if (!route.found) return route;
      const { upstream, credential, ...rest } = route;
      return { ...rest, upstream: await routedUpstream(upstream, credential, unsealingFor(request)) };
    },
  );
}
