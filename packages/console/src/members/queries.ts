import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/api.ts';

/** The members of an organization. Needs `members:manage`. */
export const membersQuery = (api: Api, organizationId: string) =>
  queryOptions({
    queryKey: ['organizations', organizationId, 'members'],
    queryFn: ({ signal }) =>
      api.all('/v1/organizations/{organizationId}/members', { path: { organizationId }, signal }),
  });
