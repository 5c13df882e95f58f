import { useQuery } from '@tanstack/react-query';
import { nameOf } from '../members/member-name.ts';
import { membersQuery } from '../members/queries.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';

interface Sharer {
  readonly value: string;
  readonly label: string;
}

/** Everybody in the organization whom a credential can be shared with, once that is known. */
export function useSharers(enabled: boolean): {
  readonly members: readonly Sharer[];
  readonly keys: readonly Sharer[];
} {
  const { api } = useSession();
  const { organizationId } = useWorkspace();
  const members = useQuery({ ...membersQuery(api, organizationId), enabled });
  const keys = useQuery({
    queryKey: ['organizations', organizationId, 'management-keys', 'all'],
    queryFn: ({ signal }) =>
      api.all('/v1/organizations/{organizationId}/management-keys', { path: { organizationId }, signal }),
    enabled,
  });
  return {
    members: (members.data ?? []).map((member) => ({ value: member.id, label: nameOf(member) })),
    keys: (keys.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  };
}
