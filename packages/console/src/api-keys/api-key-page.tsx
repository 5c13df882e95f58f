import { useParams } from '@tanstack/react-router';
import { KeyPage } from '../keys/key-page.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { useApiKeySurface } from './api-key-surface.tsx';

/** One API key of the workspace. */
export function ApiKeyPage() {
  const { keyId } = useParams({ from: '/workspaces/$workspaceId/api-keys/$keyId' });
  const { id: workspaceId } = useWorkspace();
  const list = { address: `/workspaces/${workspaceId}/api-keys`, label: strings.apiKeys.back };
  return <KeyPage surface={useApiKeySurface()} keyId={keyId} list={list} />;
}
