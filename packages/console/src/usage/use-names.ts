import { useQuery } from '@tanstack/react-query';
import { flowsQuery } from '../flows/queries.ts';
import { useMay } from '../permissions/use-may.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';

const MOST_KEYS = 200;

/** What ids that were counted are called, as far as one may see that. */
export function useNames(): (id: string | null) => string {
  const { api } = useSession();
  const { id: workspaceId, place } = useWorkspace();
  const may = useMay(place);
  const flows = useQuery({ ...flowsQuery(api, workspaceId), enabled: may('flows:view') });
  const keys = useQuery({
    queryKey: ['workspaces', workspaceId, 'api-keys', 'names'],
    queryFn: ({ signal }) =>
      api.get('/v1/workspaces/{workspaceId}/api-keys', {
        path: { workspaceId },
        query: { limit: MOST_KEYS, sort: 'lastUsedAt' },
        signal,
      }),
    enabled: may('apikeys:view'),
    staleTime: 60_000,
  });
  const names = new Map([...(flows.data ?? []), ...(keys.data?.items ?? [])].map(({ id, name }) => [id, name]));
  return (id) => (id === null ? strings.usage.nobody : (names.get(id) ?? id));
}
