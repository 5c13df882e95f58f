import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/api.ts';

/** The organizations that one may see. */
export const organizationsQuery = (api: Api) =>
  queryOptions({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => api.all('/v1/organizations', { signal }),
    staleTime: 60_000,
  });

/** The workspaces of an organization that one may see. */
export const workspacesQuery = (api: Api, organizationId: string) =>
  queryOptions({
    queryKey: ['organizations', organizationId, 'workspaces'],
    queryFn: ({ signal }) =>
      api.all('/v1/organizations/{organizationId}/workspaces', { path: { organizationId }, signal }),
    staleTime: 60_000,
  });

export const workspaceQuery = (api: Api, workspaceId: string) =>
  queryOptions({
    queryKey: ['workspaces', workspaceId],
    queryFn: ({ signal }) => api.get('/v1/workspaces/{workspaceId}', { path: { workspaceId }, signal }),
    staleTime: 60_000,
  });

export const organizationQuery = (api: Api, organizationId: string) =>
  queryOptions({
    queryKey: ['organizations', organizationId],
    queryFn: ({ signal }) => api.get('/v1/organizations/{organizationId}', { path: { organizationId }, signal }),
    staleTime: 60_000,
  });
