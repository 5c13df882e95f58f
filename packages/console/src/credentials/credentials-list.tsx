import { Badge, Table, Text } from '@mantine/core';
import { IconLockPassword } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { Moment } from '../moments/moment.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { ActionsCell } from '../tables/actions-cell.tsx';
import { type EditAction, EditMenu } from '../tables/edit-menu.tsx';
import { TableFrame } from '../tables/table-frame.tsx';
import { type Credential, CredentialDialog } from './credential-dialog.tsx';
import { audienceOf } from './credential-draft.ts';
import { DeleteCredential } from './delete-credential.tsx';
import { credentialsQuery } from './queries.ts';

const text = strings.credentials;

/** The credentials that one may see, and what uses each. */
export function CredentialsList({ service }: { readonly service?: string }) {
  const { api } = useSession();
  const { id: workspaceId, place } = useWorkspace();
  const [opened, setOpened] = useState<{ action: EditAction; credential: Credential }>();
  const close = () => setOpened(undefined);
  const query = useQuery(credentialsQuery(api, workspaceId, service));
  const columns = [text.name, text.service, text.location, text.visibility, text.usedBy, text.lastUsed, ''];
  return (
    <>
      <Loaded query={query}>
        {(credentials) => {
          if (credentials.length === 0) {
            if (service !== undefined) return <Text c="dimmed">{text.noneOfService}</Text>;
            return <EmptyState icon={IconLockPassword} title={text.emptyTitle} hint={text.emptyHint} />;
          }
          return (
            <TableFrame label={text.title} columns={columns}>
              <Table.Tbody>
                {credentials.map((credential) => (
                  <Table.Tr key={credential.id}>
                    <Table.Td>
                      <Text size="sm" fw={600}>
                        {credential.name}
                      </Text>
                      <code>{credential.valueHint ?? ''}</code>
                      {!credential.readable && <Badge color="red">{text.unreadable}</Badge>}
                    </Table.Td>
                    <Table.Td data-label={text.service}>{credential.service}</Table.Td>
                    <Table.Td data-label={text.location}>
                      {credential.keyName ?? text.locations[credential.location]}
                    </Table.Td>
                    <Table.Td data-label={text.visibility}>{audience(credential)}</Table.Td>
                    <Table.Td data-label={text.usedBy}>
                      {credential.usedBy.map(({ name }) => name).join(', ') || text.nothing}
                    </Table.Td>
                    <Table.Td data-label={text.lastUsed}>
                      <Moment at={credential.lastUsedAt} none={text.neverUsed} />
                    </Table.Td>
                    <ActionsCell>
                      <EditMenu
                        label={text.actionsOf(credential.name)}
                        place={place}
                        needs={{ edit: 'credentials:update', delete: 'credentials:delete' }}
                        onChoose={(action) => setOpened({ action, credential })}
                      />
                    </ActionsCell>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </TableFrame>
          );
        }}
      </Loaded>
      {opened?.action === 'edit' && <CredentialDialog edited={opened.credential} onClose={close} />}
      {opened?.action === 'delete' && <DeleteCredential credential={opened.credential} onClose={close} />}
    </>
  );
}

function audience(credential: Credential) {
  const { sharedWith } = credential;
  return sharedWith === null ? text.audiences[audienceOf(credential)][0] : text.sharedWith(sharedWith.length);
}
