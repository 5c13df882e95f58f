import { useMemo } from 'react';
import type { KeySurface } from '../keys/key-surface.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { Link } from '../router/link.tsx';
import { useSession } from '../session/session-context.ts';
import { modelSnippets } from './model-snippets.ts';

const ALL = '/v1/workspaces/{workspaceId}/gateways/{gatewayId}/keys';
const ONE = '/v1/workspaces/{workspaceId}/gateways/{gatewayId}/keys/{keyId}';

/** The keys of a gateway configuration. They have no permissions: they call its models, and nothing else. */
export function useGatewayKeySurface(gatewayId: string, model?: string): KeySurface {
  const { id: workspaceId, organizationId } = useWorkspace();
  const { gatewayUrl } = useSession().session;
  return useMemo(() => {
    const path = { workspaceId, gatewayId };
    return {
      cacheKey: ['workspaces', workspaceId, 'gateways', gatewayId, 'keys'],
      place: { organizationId, workspaceId },
      needs: {
        view: 'gateways:view',
        create: 'gateways:create',
        update: 'gateways:update',
        delete: 'gateways:delete',
      },
      use: 'models',
      list: (api, query, signal) => api.get(ALL, { path, query, signal }),
      read: (api, keyId, signal) =>
        api.request('get', ONE, { path: { ...path, keyId }, ...(signal !== undefined && { signal }) }),
      create: (api, body) => api.post(ALL, { path, body }),
      edit: (api, keyId, body, ifMatch) => api.patch(ONE, { path: { ...path, keyId }, body, ifMatch }),
      rotate: (api, keyId, overlap) => api.post(`${ONE}/rotate`, { path: { ...path, keyId }, body: { overlap } }),
      revoke: (api, keyId, reason) =>
        api.delete(ONE, { path: { ...path, keyId }, query: reason === '' ? {} : { reason } }),
      link: (keyId, content) => (
        <Link to={`/workspaces/${workspaceId}/gateways/${gatewayId}/keys/${keyId}`}>{content}</Link>
      ),
      snippets: (token) => modelSnippets({ token, model, gatewayUrl }),
    };
  }, [gatewayId, gatewayUrl, model, organizationId, workspaceId]);
}
