import { List, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Failure } from '../feedback/failure.tsx';
import { PageSkeleton } from '../feedback/page-skeleton.tsx';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import type { Credential } from './credential-dialog.tsx';
import { credentialQuery } from './queries.ts';

const text = strings.credentials;
const TYPES = ['upstream', 'flow', 'gateway'] as const;

interface DeleteCredentialProps {
  readonly credential: Credential;
  readonly onClose: () => void;
}

/** Deletes a credential for good, with the list of what would fail; where that is something, its name is asked for. */
export function DeleteCredential({ credential, onClose }: DeleteCredentialProps) {
  const { api } = useSession();
  const { id: workspaceId } = useWorkspace();
  const queryClient = useQueryClient();
  const { id: credentialId, name } = credential;
  const query = useQuery({ ...credentialQuery(api, workspaceId, credentialId), staleTime: 0, gcTime: 0 });
  const usedBy = query.data?.usedBy;
  const used = usedBy !== undefined && usedBy.length > 0;
  return (
    <DeleteDialog
      title={text.delete(name)}
      hint={text.deleteHint}
      {...(used && { confirmName: name })}
      ready={usedBy !== undefined}
      remove={(client) =>
        client.delete('/v1/workspaces/{workspaceId}/credentials/{credentialId}', {
          path: { workspaceId, credentialId },
          query: { force: used },
        })
      }
      onDeleted={({ enforcement }) => {
        say(text.deleted(name), enforcement);
        void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId] });
        onClose();
      }}
      onClose={onClose}
    >
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {usedBy === undefined && !query.isError && <PageSkeleton rows={2} />}
      {used && <WouldFail usedBy={usedBy} />}
    </DeleteDialog>
  );
}

function WouldFail({ usedBy }: Pick<Credential, 'usedBy'>) {
  const kinds = TYPES.map((type) => ({ type, users: usedBy.filter((user) => user.type === type) }));
  return (
    <Stack gap="xs">
      <Text fw={600}>{text.wouldFail}</Text>
      {kinds
        .filter(({ users }) => users.length > 0)
        .map(({ type, users }) => (
          <div key={type}>
            <Text size="sm">{text.userTypes[type]}</Text>
            <List size="sm">
              {users.map(({ id, name }) => (
                <List.Item key={id}>{name}</List.Item>
              ))}
            </List>
          </div>
        ))}
    </Stack>
  );
}
