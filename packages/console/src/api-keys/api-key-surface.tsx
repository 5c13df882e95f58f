import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { flowsQuery } from '../flows/queries.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { Link } from '../router/link.tsx';
import { useSession } from '../session/session-context.ts';
import { apiKeyChanges, newApiKey } from './api-key-bodies.ts';
import { flowSnippets } from './flow-snippets.ts';

const ONE = '/v1/workspaces/{workspaceId}/api-keys/{keyId}';
const ALL = '/v1/workspaces/{workspaceId}/api-keys';

/** The API keys of the workspace that the address names. Their snippets call its first flow, where flows were read. */
export function useApiKeySurface(): KeySurface {
  const { id: workspaceId, organizationId } = useWorkspace();
  const { api, session } = useSession();
  const queryClient = useQueryClient();
  const { gatewayUrl } = session;
  return useMemo(
    () => ({
      cacheKey: ['workspaces', workspaceId, 'api-keys'],
      place: { organizationId, workspaceId },
      needs: { view: 'apikeys:view', create: 'apikeys:create', update: 'apikeys:update', delete: 'apikeys:delete' },
      use: 'flows',
      list: (api, query, signal) => api.get(ALL, { path: { workspaceId }, query, signal }),
      read: (api, keyId, signal) =>
        api.request('get', ONE, { path: { workspaceId, keyId }, ...(signal !== undefined && { signal }) }),
      create: (api, body) => api.post(ALL, { path: { workspaceId }, body: newApiKey(body) }),
      edit: (api, keyId, body, ifMatch) =>
        api.patch(ONE, { path: { workspaceId, keyId }, body: apiKeyChanges(body), ifMatch }),
      rotate: (api, keyId, overlap) => api.post(`${ONE}/rotate`, { path: { workspaceId, keyId }, body: { overlap } }),
      revoke: (api, keyId, reason) =>
        api.delete(ONE, { path: { workspaceId, keyId }, query: reason === '' ? {} : { reason } }),
      link: (keyId, content) => <Link to={`/workspaces/${workspaceId}/api-keys/${keyId}`}>{content}</Link>,
      snippets: (token) => {
        const [flow] = queryClient.getQueryData(flowsQuery(api, workspaceId).queryKey) ?? [];
        return flowSnippets({ token, flowId: flow?.id, gatewayUrl });
      },
    }),
    [api, gatewayUrl, organizationId, queryClient, workspaceId],
  );
}
