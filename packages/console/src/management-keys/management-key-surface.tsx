import type { Schemas } from '@keyward/client';
import { useMemo } from 'react';
import type { KeyChanges, KeySurface, NewKey } from '../keys/key-surface.ts';
import { useOrganization } from '../places/organization-context.ts';
import { Link } from '../router/link.tsx';
import { managementSnippets } from './management-snippets.ts';

const ONE = '/v1/organizations/{organizationId}/management-keys/{keyId}';
const ALL = '/v1/organizations/{organizationId}/management-keys';
const NEEDED = 'members:manage';

/** The management keys of the organization. Nobody makes one that may do more than they may themselves. */
export function useManagementKeySurface(): KeySurface {
  const { id: organizationId } = useOrganization();
  return useMemo(
    () => ({
      cacheKey: ['organizations', organizationId, 'management-keys'],
      place: { organizationId },
      needs: { view: NEEDED, create: NEEDED, update: NEEDED, delete: NEEDED },
      use: 'management',
      list: (api, query, signal) => api.get(ALL, { path: { organizationId }, query, signal }),
      read: (api, keyId, signal) =>
        api.request('get', ONE, { path: { organizationId, keyId }, ...(signal !== undefined && { signal }) }),
      create: (api, body) => api.post(ALL, { path: { organizationId }, body: newManagementKey(body) }),
      edit: (api, keyId, body, ifMatch) =>
        api.patch(ONE, { path: { organizationId, keyId }, body: managementKeyChanges(body), ifMatch }),
      rotate: (api, keyId, overlap) =>
        api.post(`${ONE}/rotate`, { path: { organizationId, keyId }, body: { overlap } }),
      revoke: (api, keyId, reason) =>
        api.delete(ONE, { path: { organizationId, keyId }, query: reason === '' ? {} : { reason } }),
      link: (keyId, content) => <Link to={`/organizations/${organizationId}/management-keys/${keyId}`}>{content}</Link>,
      snippets: (token) => managementSnippets(token, window.location.origin),
    }),
    [organizationId],
  );
}

/** The body that makes a management key. Its permissions come from a form that offers those of principals only. */
const newManagementKey = (body: NewKey) => body as Schemas['NewManagementKey'];
const managementKeyChanges = (body: KeyChanges) => body as Schemas['ManagementKeyChanges'];
