import { Badge, Group, Table } from '@mantine/core';
import { IconPlus, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { Moment } from '../moments/moment.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { Link } from '../router/link.tsx';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';
import { GatewayDialog } from './gateway-dialog.tsx';
import { gatewaysQuery } from './queries.ts';

const text = strings.gateways;

/** The gateway configurations of the workspace. */
export function GatewaysPage() {
  const { place } = useWorkspace();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        <GuardedButton
          permission="gateways:create"
          place={place}
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
        >
          {text.add}
        </GuardedButton>
      </PageHeader>
      <GuardedPage permission="gateways:view" place={place}>
        <GatewaysTable />
      </GuardedPage>
      {adding && <GatewayDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function GatewaysTable() {
  const { api } = useSession();
  const { id: workspaceId } = useWorkspace();
  const query = useQuery(gatewaysQuery(api, workspaceId));
  return (
    <Loaded query={query}>
      {(gateways) =>
        gateways.length === 0 ? (
          <EmptyState icon={IconSparkles} title={text.emptyTitle} hint={text.emptyHint} />
        ) : (
          <TableFrame label={text.title} columns={[text.name, text.models, text.created]}>
            <Table.Tbody>
              {gateways.map(({ id, name, models, createdAt }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Link to={`/workspaces/${workspaceId}/gateways/${id}`}>{name}</Link>
                  </Table.Td>
                  <Table.Td data-label={text.models}>
                    <Group gap={4}>
                      {models.slice(0, 6).map((model) => (
                        <Badge key={model.name} variant="light" color="gray" tt="none" fw={500}>
                          {model.name}
                        </Badge>
                      ))}
                    </Group>
                  </Table.Td>
                  <Table.Td data-label={text.created}>
                    <Moment at={createdAt} none="" />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </TableFrame>
        )
      }
    </Loaded>
  );
}
