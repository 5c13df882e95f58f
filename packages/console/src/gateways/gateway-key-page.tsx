import { useParams } from '@tanstack/react-router';
import { KeyDetails } from '../keys/key-details.tsx';
import { BackLink } from '../layout/back-link.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { useGatewayKeySurface } from './gateway-key-surface.tsx';

/** One key of a gateway configuration. */
export function GatewayKeyPage() {
  const { gatewayId, keyId } = useParams({ from: '/workspaces/$workspaceId/gateways/$gatewayId/keys/$keyId' });
  const { id: workspaceId, place } = useWorkspace();
  const surface = useGatewayKeySurface(gatewayId);
  return (
    <>
      <BackLink to={`/workspaces/${workspaceId}/gateways/${gatewayId}`}>{strings.gateways.keys}</BackLink>
      <GuardedPage permission="gateways:view" place={place}>
        <KeyDetails surface={surface} keyId={keyId} />
      </GuardedPage>
    </>
  );
}
