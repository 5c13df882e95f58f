import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/api.ts';
import { serviceName } from './credential-draft.ts';

/** The credentials that one may see in a workspace, of one service or of all. */
export const credentialsQuery = (api: Api, workspaceId: string, service?: string) =>
  queryOptions({
    queryKey: ['workspaces', workspaceId, 'credentials', 'of-service', service ?? null],
    queryFn: ({ signal }) =>
      api.all('/v1/workspaces/{workspaceId}/credentials', {
        path: { workspaceId },
        query: service === undefined ? {} : { service: serviceName(service) },
        signal,
      }),
  });

/** One credential, with everything that would fail without it. */
export const credentialQuery = (api: Api, workspaceId: string, credentialId: string) =>
  queryOptions({
    queryKey: ['workspaces', workspaceId, 'credentials', 'one', credentialId],
    queryFn: ({ signal }) =>
      api.get('/v1/workspaces/{workspaceId}/credentials/{credentialId}', {
        path: { workspaceId, credentialId },
        signal,
      }),
  });

/** The catalogue of well-known services. */
export const credentialServicesQuery = (api: Api) =>
  queryOptions({
    queryKey: ['credential-services'],
    queryFn: ({ signal }) => api.get('/v1/credential-services', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
