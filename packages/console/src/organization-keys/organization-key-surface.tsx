import { useMemo } from 'react';
import { apiKeyChanges, newApiKey } from '../api-keys/api-key-bodies.ts';
import { flowSnippets } from '../api-keys/flow-snippets.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { useOrganization } from '../places/organization-context.ts';
import { Link } from '../router/link.tsx';
import { useSession } from '../session/session-context.ts';

const ONE = '/v1/organizations/{organizationId}/api-keys/{keyId}';
const ALL = '/v1/organizations/{organizationId}/api-keys';

/** The API keys that are valid in every workspace of the organization. */
export function useOrganizationKeySurface(): KeySurface {
  const { id: organizationId } = useOrganization();
  const { gatewayUrl } = useSession().session;
  return useMemo(
    () => ({
      cacheKey: ['organizations', organizationId, 'api-keys'],
      place: { organizationId },
      needs: { view: 'apikeys:view', create: 'apikeys:create', update: 'apikeys:update', delete: 'apikeys:delete' },
      use: 'flows',
      list: (api, query, signal) => api.get(ALL, { path: { organizationId }, query, signal }),
      read: (api, keyId, signal) =>
        api.request('get', ONE, { path: { organizationId, keyId }, ...(signal !== undefined && { signal }) }),
      create: (api, body) => api.post(ALL, { path: { organizationId }, body: newApiKey(body) }),
      edit: (api, keyId, body, ifMatch) =>
        api.patch(ONE, { path: { organizationId, keyId }, body: apiKeyChanges(body), ifMatch }),
      rotate: (api, keyId, overlap) =>
        api.post(`${ONE}/rotate`, { path: { organizationId, keyId }, body: { overlap } }),
      revoke: (api, keyId, reason) =>
        api.delete(ONE, { path: { organizationId, keyId }, query: reason === '' ? {} : { reason } }),
      link: (keyId, content) => <Link to={`/organizations/${organizationId}/api-keys/${keyId}`}>{content}</Link>,
      snippets: (token) => flowSnippets({ token, flowId: undefined, gatewayUrl }),
    }),
    [gatewayUrl, organizationId],
  );
}
