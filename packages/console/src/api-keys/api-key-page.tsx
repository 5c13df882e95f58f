import { useParams } from '@tanstack/react-router';
import { KeyDetails } from '../keys/key-details.tsx';
import { BackLink } from '../layout/back-link.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { useApiKeySurface } from './api-key-surface.tsx';

/** One API key, at an address that can be shared. */
export function ApiKeyPage() {
  const { keyId } = useParams({ from: '/workspaces/$workspaceId/api-keys/$keyId' });
  const { id: workspaceId, place } = useWorkspace();
  const surface = useApiKeySurface();
  return (
    <>
      <BackLink to={`/workspaces/${workspaceId}/api-keys`}>{strings.apiKeys.back}</BackLink>
      <GuardedPage permission="apikeys:view" place={place}>
        <KeyDetails surface={surface} keyId={keyId} />
      </GuardedPage>
    </>
  );
}
