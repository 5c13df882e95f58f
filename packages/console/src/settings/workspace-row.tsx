import { Table } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { NameDialog } from '../forms/name-dialog.tsx';
import { Moment } from '../moments/moment.tsx';
import { forgetWorkspace } from '../places/remembered-workspace.ts';
import type { Workspace } from '../places/workspace-context.ts';
import { Link } from '../router/link.tsx';
import { strings } from '../strings/index.ts';
import { ActionsCell } from '../tables/actions-cell.tsx';
import { RowMenu } from '../tables/row-menu.tsx';

const text = strings.settings;
const ONE = '/v1/workspaces/{workspaceId}';

interface WorkspaceRowProps {
  readonly workspace: Workspace;
  readonly onChanged: () => void;
}

/** One workspace, with renaming and deleting. */
export function WorkspaceRow({ workspace, onChanged }: WorkspaceRowProps) {
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<'rename' | 'delete'>();
  const close = () => setOpened(undefined);
  const { id: workspaceId, name, organizationId } = workspace;
  const path = { workspaceId };
  const place = { organizationId, workspaceId };
  const done = () => {
    close();
    void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId] });
    onChanged();
  };
  return (
    <Table.Tr>
      <Table.Td>
        <Link to={`/workspaces/${workspaceId}/api-keys`}>{name}</Link>
      </Table.Td>
      <Table.Td data-label={text.id}>
        <code>{workspaceId}</code>
      </Table.Td>
      <Table.Td data-label={text.created}>
        <Moment at={workspace.createdAt} none="" />
      </Table.Td>
      <ActionsCell>
        <RowMenu
          label={text.actionsOf(name)}
          place={place}
          items={[
            { label: text.rename, needs: 'workspaces:update', onClick: () => setOpened('rename') },
            {
              label: strings.controls.delete,
              needs: 'workspaces:delete',
              onClick: () => setOpened('delete'),
              danger: true,
            },
          ]}
        />
        {opened === 'rename' && (
          <NameDialog
            title={text.rename}
            submit={text.rename}
            initial={name}
            save={(api, newName) => api.patch(ONE, { path, body: { name: newName } })}
            onSaved={() => {
              say(text.renamed);
              done();
            }}
            onClose={close}
          />
        )}
        {opened === 'delete' && (
          <DeleteDialog
            title={text.deleteWorkspace(name)}
            hint={text.deleteWorkspaceHint}
            confirmName={name}
            remove={(api) => api.delete(ONE, { path })}
            onDeleted={({ enforcement }) => {
              say(text.deletedWorkspace(name), enforcement);
              forgetWorkspace(workspaceId);
              done();
            }}
            onClose={close}
          />
        )}
      </ActionsCell>
    </Table.Tr>
  );
}
