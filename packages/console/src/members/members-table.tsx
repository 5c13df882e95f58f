import type { Schemas } from '@keyward/client';
import { Badge, Table, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { Moment } from '../moments/moment.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { workspacesQuery } from '../places/queries.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { ActionsCell } from '../tables/actions-cell.tsx';
import { RowMenu } from '../tables/row-menu.tsx';
import { TableFrame } from '../tables/table-frame.tsx';
import { nameOf } from './member-name.ts';
import { membersQuery } from './queries.ts';

const text = strings.members;

/** The members of the organization, with their role and where it holds. */
export function MembersTable({ onRemove }: { readonly onRemove: (member: Schemas['Member']) => void }) {
  const { api } = useSession();
  const { id: organizationId, place } = useOrganization();
  const query = useQuery(membersQuery(api, organizationId));
  const workspaces = useQuery(workspacesQuery(api, organizationId));
  const named = new Map(workspaces.data?.map(({ id, name }) => [id, name]));
  return (
    <Loaded query={query}>
      {(members) =>
        members.length === 0 ? (
          <EmptyState icon={IconUsers} title={text.emptyTitle} hint={text.emptyHint} />
        ) : (
          <TableFrame
            label={text.title}
            columns={[text.who, text.kind, text.role, strings.places.where, text.added, '']}
          >
            <Table.Tbody>
              {members.map((member) => (
                <Table.Tr key={member.id}>
                  <Table.Td>
                    <Text size="sm" fw={600}>
                      {nameOf(member)}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {member.email ?? member.subject ?? member.group}
                    </Text>
                  </Table.Td>
                  <Table.Td data-label={text.kind}>
                    {member.group === null ? text.kinds.subject : text.kinds.group}
                  </Table.Td>
                  <Table.Td data-label={text.role}>
                    <Badge variant="light" tt="none" title={member.permissions.join(', ')}>
                      {member.role ?? text.custom}
                    </Badge>
                  </Table.Td>
                  <Table.Td data-label={strings.places.where}>
                    {member.workspaceId === null
                      ? strings.places.everywhere
                      : (named.get(member.workspaceId) ?? member.workspaceId)}
                  </Table.Td>
                  <Table.Td data-label={text.added}>
                    <Moment at={member.createdAt} none="" />
                  </Table.Td>
                  <ActionsCell>
                    <RowMenu
                      label={text.actionsOf(nameOf(member))}
                      place={place}
                      items={[
                        {
                          label: text.removeLabel,
                          needs: 'members:manage',
                          onClick: () => onRemove(member),
                          danger: true,
                        },
                      ]}
                    />
                  </ActionsCell>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </TableFrame>
        )
      }
    </Loaded>
  );
}
