import { ApiRouteAnswer, PROBLEMS, ProblemError } from '@keyward/auth';
import { Type } from 'typebox';
import { OrganizationId, UpstreamName, WorkspaceId } from '../http/path-parameters.ts';
import type { Scope } from '../http/scope.ts';
import { routedUpstream } from '../upstreams/routed-upstream.ts';
import { unsealingFor } from '../upstreams/unsealing.ts';
import { findApiRoute } from './api-routes-repository.ts';

const Place = Type.Object(
  { workspaceId: Type.Optional(WorkspaceId), organizationId: Type.Optional(OrganizationId) },
  { additionalProperties: false },
);

/** `GET /internal/v1/api-routes/{upstreamName}`: where a gateway sends a request for a custom API. */
export function readApiRoute(scope: Scope): void {
  scope.get(
    '/internal/v1/api-routes/:upstreamName',
    {
      schema: {
        hide: true,
        params: Type.Object({ upstreamName: UpstreamName }),
        querystring: Place,
        response: { 200: ApiRouteAnswer },
      },
    },
    async (request) => {
      const { workspaceId, organizationId } = request.query;
      // Unlike a flow's id, a name says nothing outside of its workspace.
      if ((workspaceId === undefined) === (organizationId === undefined)) {
        throw new ProblemError(PROBLEMS.invalidRequest, { detail: 'Name either a workspace or an organization.' });
      }
      const route = await findApiRoute(request.server.services.db, request.params.upstreamName, request.query);
      if (!route.found) return route;
      const { upstream, credential, ...place } = route;
      return { ...place, upstream: await routedUpstream(upstream, credential, unsealingFor(request)) };
    },
  );
}
