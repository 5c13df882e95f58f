import { Badge, Table } from '@mantine/core';
import { IconPlus, IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../facts/section.tsx';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { ActionsCell } from '../tables/actions-cell.tsx';
import { type EditAction, EditMenu } from '../tables/edit-menu.tsx';
import { TableFrame } from '../tables/table-frame.tsx';
import { DeleteUpstream } from './delete-upstream.tsx';
import { upstreamsQuery } from './queries.ts';
import { type Upstream, UpstreamDialog } from './upstream-dialog.tsx';

const text = strings.flows;
type Opened = { readonly action: 'add' } | { readonly action: EditAction; readonly upstream: Upstream };

/** The servers that the gateway may call for the workspace. */
export function UpstreamsSection() {
  const { api } = useSession();
  const { id: workspaceId, place } = useWorkspace();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const query = useQuery(upstreamsQuery(api, workspaceId));
  const add = (
    <GuardedButton
      permission="upstreams:create"
      place={place}
      leftSection={<IconPlus size={16} />}
      onClick={() => setOpened({ action: 'add' })}
    >
      {text.addUpstream}
    </GuardedButton>
  );
  return (
    <Section title={text.upstreams} actions={add}>
      <Loaded query={query}>
        {(upstreams) =>
          upstreams.length === 0 ? (
            <EmptyState icon={IconServer} title={text.emptyUpstreamsTitle} hint={text.emptyUpstreamsHint} />
          ) : (
            <TableFrame label={text.upstreams} columns={[text.name, text.kind, text.baseUrl, text.credential, '']}>
              <Table.Tbody>
                {upstreams.map((upstream) => (
                  <Table.Tr key={upstream.id}>
                    <Table.Td>{upstream.name}</Table.Td>
                    <Table.Td data-label={text.kind}>
                      <Badge variant="light" color="gray" tt="none">
                        {text.kinds[upstream.kind]}
                      </Badge>
                    </Table.Td>
                    <Table.Td data-label={text.baseUrl}>
                      <code>{upstream.baseUrl}</code>
                    </Table.Td>
                    <Table.Td data-label={text.credential}>
                      {upstream.credentialId === null ? text.noCredential : <code>{upstream.credentialId}</code>}
                    </Table.Td>
                    <ActionsCell>
                      <EditMenu
                        label={text.actionsOf(upstream.name)}
                        place={place}
                        needs={{ edit: 'upstreams:update', delete: 'upstreams:delete' }}
                        onChoose={(action) => setOpened({ action, upstream })}
                      />
                    </ActionsCell>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </TableFrame>
          )
        }
      </Loaded>
      {opened?.action === 'add' && <UpstreamDialog onClose={close} />}
      {opened?.action === 'edit' && <UpstreamDialog edited={opened.upstream} onClose={close} />}
      {opened?.action === 'delete' && <DeleteUpstream upstream={opened.upstream} onClose={close} />}
    </Section>
  );
}
