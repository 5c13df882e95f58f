import { Table } from '@mantine/core';
import { IconPlus, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../facts/section.tsx';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { useMay } from '../permissions/use-may.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { ActionsCell } from '../tables/actions-cell.tsx';
import { type EditAction, EditMenu } from '../tables/edit-menu.tsx';
import { TableFrame } from '../tables/table-frame.tsx';
import { DeleteFlow } from './delete-flow.tsx';
import { type Flow, FlowDialog } from './flow-dialog.tsx';
import { flowsQuery, upstreamsQuery } from './queries.ts';

const text = strings.flows;
type Opened = { readonly action: 'add' } | { readonly action: EditAction; readonly flow: Flow };

/** The flows of the workspace. */
export function FlowsSection() {
  const { api } = useSession();
  const { id: workspaceId, place } = useWorkspace();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const query = useQuery(flowsQuery(api, workspaceId));
  const upstreams = useQuery({ ...upstreamsQuery(api, workspaceId), enabled: useMay(place)('upstreams:view') });
  const named = new Map(upstreams.data?.map(({ id, name }) => [id, name]));
  const add = (
    <GuardedButton
      permission="flows:create"
      place={place}
      leftSection={<IconPlus size={16} />}
      onClick={() => setOpened({ action: 'add' })}
    >
      {text.addFlow}
    </GuardedButton>
  );
  return (
    <Section title={text.flows} actions={add}>
      <Loaded query={query}>
        {(flows) =>
          flows.length === 0 ? (
            <EmptyState icon={IconRoute} title={text.emptyFlowsTitle} hint={text.emptyFlowsHint} />
          ) : (
            <TableFrame label={text.flows} columns={[text.name, text.id, text.upstream, text.public, '']}>
              <Table.Tbody>
                {flows.map((flow) => (
                  <Table.Tr key={flow.id}>
                    <Table.Td>{flow.name}</Table.Td>
                    <Table.Td data-label={text.id}>
                      <code>{flow.id}</code>
                    </Table.Td>
                    <Table.Td data-label={text.upstream}>{named.get(flow.upstreamId) ?? flow.upstreamId}</Table.Td>
                    <Table.Td data-label={text.public}>{flow.public ? text.yes : text.no}</Table.Td>
                    <ActionsCell>
                      <EditMenu
                        label={text.actionsOf(flow.name)}
                        place={place}
                        needs={{ edit: 'flows:update', delete: 'flows:delete' }}
                        onChoose={(action) => setOpened({ action, flow })}
                      />
                    </ActionsCell>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </TableFrame>
          )
        }
      </Loaded>
      {opened?.action === 'add' && <FlowDialog onClose={close} />}
      {opened?.action === 'edit' && <FlowDialog edited={opened.flow} onClose={close} />}
      {opened?.action === 'delete' && <DeleteFlow flow={opened.flow} onClose={close} />}
    </Section>
  );
}
