import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/api.ts';

export const webhooksQuery = (api: Api, organizationId: string) =>
  queryOptions({
    queryKey: ['organizations', organizationId, 'webhooks'],
    queryFn: ({ signal }) =>
      api.all('/v1/organizations/{organizationId}/webhooks', { path: { organizationId }, signal }),
  });

export const webhookQuery = (api: Api, organizationId: string, webhookId: string) =>
  queryOptions({
    queryKey: ['organizations', organizationId, 'webhooks', webhookId],
    queryFn: ({ signal }) =>
      api.get('/v1/organizations/{organizationId}/webhooks/{webhookId}', {
        path: { organizationId, webhookId },
        signal,
      }),
  });

export const deliveriesKey = (organizationId: string, webhookId: string) => [
  'organizations',
  organizationId,
  'webhooks',
  webhookId,
  'deliveries',
];

/** What was sent to a webhook, newest first, a page at a time. */
export const deliveriesQuery = (api: Api, organizationId: string, webhookId: string) =>
  infiniteQueryOptions({
    queryKey: deliveriesKey(organizationId, webhookId),
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/organizations/{organizationId}/webhooks/{webhookId}/deliveries', {
        path: { organizationId, webhookId },
        query: { limit: 25, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
