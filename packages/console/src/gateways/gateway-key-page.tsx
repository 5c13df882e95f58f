import { useParams } from '@tanstack/react-router';
import { KeyPage } from '../keys/key-page.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { useGatewayKeySurface } from './gateway-key-surface.tsx';

/** One key of a gateway configuration. */
export function GatewayKeyPage() {
  const { gatewayId, keyId } = useParams({ from: '/workspaces/$workspaceId/gateways/$gatewayId/keys/$keyId' });
  const { id: workspaceId } = useWorkspace();
  const list = { address: `/workspaces/${workspaceId}/gateways/${gatewayId}`, label: strings.gateways.keys };
  return <KeyPage surface={useGatewayKeySurface(gatewayId)} keyId={keyId} list={list} />;
}
