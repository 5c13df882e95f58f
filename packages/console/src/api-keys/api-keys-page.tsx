import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { flowsQuery } from '../flows/queries.ts';
import { KeysPage } from '../keys/keys-page.tsx';
import { useMay } from '../permissions/use-may.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { useApiKeySurface } from './api-key-surface.tsx';

const PATH = '/workspaces/$workspaceId/api-keys';
const route = getRouteApi(PATH);

/** The keys that applications call flows with. */
export function ApiKeysPage() {
  const { api } = useSession();
  const { id: workspaceId, place } = useWorkspace();
  const navigate = useNavigate({ from: PATH });
  // For the snippets of a new key; nothing that is shown yet changes with it.
  useQuery({ ...flowsQuery(api, workspaceId), enabled: useMay(place)('flows:view'), notifyOnChangeProps: [] });
  return (
    <KeysPage
      surface={useApiKeySurface()}
      text={strings.apiKeys}
      filter={route.useSearch()}
      onFilter={(search) => void navigate({ search, replace: true })}
    />
  );
}
