import { List, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import type { Credential } from './credential-dialog.tsx';

const text = strings.credentials;

interface DeleteCredentialProps {
  readonly credential: Credential;
  readonly onClose: () => void;
}

/** Deletes a credential for good, with the list of what would fail; where that is something, its name is asked for. */
export function DeleteCredential({ credential, onClose }: DeleteCredentialProps) {
  const { id: workspaceId } = useWorkspace();
  const queryClient = useQueryClient();
  const { id: credentialId, name, usedBy } = credential;
  const used = usedBy.length > 0;
  return (
    <DeleteDialog
      title={text.delete(name)}
      hint={text.deleteHint}
      {...(used && { confirmName: name })}
      remove={(api) =>
        api.delete('/v1/workspaces/{workspaceId}/credentials/{credentialId}', {
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
      {used && (
        <>
          <Text fw={600}>{text.wouldFail}</Text>
          <List>
            {usedBy.map((user) => (
              <List.Item key={user.id}>{user.name}</List.Item>
            ))}
          </List>
        </>
      )}
    </DeleteDialog>
  );
}
