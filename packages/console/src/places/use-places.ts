import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useSession } from '../session/session-context.ts';
import { organizationsQuery, workspaceQuery, workspacesQuery } from './queries.ts';
import { rememberedWorkspace } from './remembered-workspace.ts';

interface NamedPlace {
  readonly id: string;
  readonly name: string;
}

export interface Places {
  readonly organizations: readonly NamedPlace[];
  readonly organizationId: string | undefined;
  readonly workspaces: readonly NamedPlace[];
  /** The workspace that the address names, or the one that was looked at last. */
  readonly workspaceId: string | undefined;
}

/** Where one is, and where else one may go. What may not be listed is known from the session's grants. */
export function usePlaces(): Places {
  const { api, session } = useSession();
  const params = useParams({ strict: false });
  const organizations = useQuery(organizationsQuery(api));
  // Pages of the installation are in no place: around them stays the one where one was last.
  const place = params.workspaceId ?? (params.organizationId === undefined ? rememberedWorkspace() : undefined);
  const here = useQuery({ ...workspaceQuery(api, place ?? ''), enabled: place !== undefined });
  const organizationId = params.organizationId ?? here.data?.organizationId;
  const workspaces = useQuery({ ...workspacesQuery(api, organizationId ?? ''), enabled: organizationId !== undefined });

  const granted = session.principal.grants.map((grant) => ({ id: grant.organizationId, name: grant.organizationName }));
  const known = workspaces.data ?? (here.data === undefined ? [] : [here.data]);
  const remembered = organizationId === undefined ? undefined : rememberedWorkspace(organizationId);
  const last = known.some(({ id }) => id === remembered) ? remembered : known[0]?.id;
  return {
    organizations: organizations.data ?? [...new Map(granted.map((place) => [place.id, place])).values()],
    organizationId,
    workspaces: known,
    workspaceId: params.workspaceId ?? last,
  };
}
