import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/api.ts';

export const gatewaysQuery = (api: Api, workspaceId: string) =>
  queryOptions({
    queryKey: ['workspaces', workspaceId, 'gateways'],
    queryFn: ({ signal }) => api.all('/v1/workspaces/{workspaceId}/gateways', { path: { workspaceId }, signal }),
  });

export const gatewayQuery = (api: Api, workspaceId: string, gatewayId: string) =>
  queryOptions({
    queryKey: ['workspaces', workspaceId, 'gateways', gatewayId],
    queryFn: ({ signal }) =>
      api.get('/v1/workspaces/{workspaceId}/gateways/{gatewayId}', { path: { workspaceId, gatewayId }, signal }),
  });
