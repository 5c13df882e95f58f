import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Api } from '../api/api.ts';
import { flowsQuery } from '../flows/queries.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { useWorkspace, type Workspace } from '../places/workspace-context.ts';
import { Link } from '../router/link.tsx';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { apiKeyChanges, newApiKey } from './api-key-bodies.ts';
import { flowSnippets } from './flow-snippets.ts';

const ONE = '/v1/workspaces/{workspaceId}/api-keys/{keyId}';
const ALL = '/v1/workspaces/{workspaceId}/api-keys';

interface Where {
  readonly api: Api;
  readonly queryClient: QueryClient;
  readonly workspace: Pick<Workspace, 'id' | 'organizationId'>;
  readonly gatewayUrl: Session['gatewayUrl'];
}

/** The API keys of a workspace. Their snippets call its first flow, where flows were read. */
export function apiKeySurface({ api, queryClient, workspace, gatewayUrl }: Where): KeySurface {
  const { id: workspaceId, organizationId } = workspace;
  return {
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
  };
}

/** The API keys of the workspace that the address names. */
export function useApiKeySurface(): KeySurface {
  const { id, organizationId } = useWorkspace();
  const { api, session } = useSession();
  const queryClient = useQueryClient();
  const { gatewayUrl } = session;
  return useMemo(
    () => apiKeySurface({ api, queryClient, workspace: { id, organizationId }, gatewayUrl }),
    [api, gatewayUrl, id, organizationId, queryClient],
  );
}
