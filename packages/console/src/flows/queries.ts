import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/api.ts';

export const flowsQuery = (api: Api, workspaceId: string) =>
  queryOptions({
    queryKey: ['workspaces', workspaceId, 'flows'],
    queryFn: ({ signal }) => api.all('/v1/workspaces/{workspaceId}/flows', { path: { workspaceId }, signal }),
  });

export const upstreamsQuery = (api: Api, workspaceId: string) =>
  queryOptions({
    queryKey: ['workspaces', workspaceId, 'upstreams'],
    queryFn: ({ signal }) => api.all('/v1/workspaces/{workspaceId}/upstreams', { path: { workspaceId }, signal }),
  });
