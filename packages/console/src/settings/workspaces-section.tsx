import { Table } from '@mantine/core';
import { IconBox, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../facts/section.tsx';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { say } from '../feedback/receipt.ts';
import { NameDialog } from '../forms/name-dialog.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { workspacesQuery } from '../places/queries.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';
import { WorkspaceRow } from './workspace-row.tsx';

const text = strings.settings;

/** The workspaces of the organization. */
export function WorkspacesSection() {
  const { api } = useSession();
  const { id: organizationId, place } = useOrganization();
  const queryClient = useQueryClient();
  const query = useQuery(workspacesQuery(api, organizationId));
  const [adding, setAdding] = useState(false);
  const changed = () => void queryClient.invalidateQueries({ queryKey: ['organizations', organizationId] });
  const add = (
    <GuardedButton
      permission="workspaces:create"
      place={place}
      leftSection={<IconPlus size={16} />}
      onClick={() => setAdding(true)}
    >
      {text.addWorkspace}
    </GuardedButton>
  );
  return (
    <Section title={text.workspaces} actions={add}>
      <Loaded query={query}>
        {(workspaces) =>
          workspaces.length === 0 ? (
            <EmptyState icon={IconBox} title={text.noWorkspaceTitle} hint={text.noWorkspaceHint} />
          ) : (
            <TableFrame label={text.workspaces} columns={[text.name, text.id, text.created, '']}>
              <Table.Tbody>
                {workspaces.map((workspace) => (
                  <WorkspaceRow key={workspace.id} workspace={workspace} onChanged={changed} />
                ))}
              </Table.Tbody>
            </TableFrame>
          )
        }
      </Loaded>
      {adding && (
        <NameDialog
          title={text.addWorkspace}
          hint={text.workspaceHint}
          submit={text.create}
          save={(client, name) =>
            client.post('/v1/organizations/{organizationId}/workspaces', { path: { organizationId }, body: { name } })
          }
          onSaved={() => {
            say(text.createdWorkspace);
            setAdding(false);
            changed();
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  );
}
