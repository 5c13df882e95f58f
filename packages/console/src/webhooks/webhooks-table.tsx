import { Table } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { Moment } from '../moments/moment.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { Link } from '../router/link.tsx';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { ActionsCell } from '../tables/actions-cell.tsx';
import { type EditAction, EditMenu } from '../tables/edit-menu.tsx';
import { TableFrame } from '../tables/table-frame.tsx';
import { DeleteWebhook } from './delete-webhook.tsx';
import { webhooksQuery } from './queries.ts';
import { type Webhook, WebhookDialog } from './webhook-dialog.tsx';
import { WebhookStatus } from './webhook-status.tsx';

const text = strings.webhooks;
const NEEDS = { edit: 'organizations:update', delete: 'organizations:update' };

/** The webhooks of the organization; each one's page tells what was sent to it. */
export function WebhooksTable() {
  const { api } = useSession();
  const { id: organizationId, place } = useOrganization();
  const [opened, setOpened] = useState<{ readonly action: EditAction; readonly webhook: Webhook }>();
  const close = () => setOpened(undefined);
  const query = useQuery(webhooksQuery(api, organizationId));
  return (
    <>
      <Loaded query={query}>
        {(webhooks) =>
          webhooks.length === 0 ? (
            <EmptyState icon={IconWebhook} title={text.emptyTitle} hint={text.emptyHint} />
          ) : (
            <TableFrame label={text.title} columns={[text.url, text.events, text.status, text.created, '']}>
              <Table.Tbody>
                {webhooks.map((webhook) => (
                  <Table.Tr key={webhook.id}>
                    <Table.Td>
                      <Link to={`/organizations/${organizationId}/webhooks/${webhook.id}`}>{webhook.url}</Link>
                    </Table.Td>
                    <Table.Td data-label={text.events}>
                      <span title={webhook.events.map((event) => text.eventNames[event]).join(', ')}>
                        {text.eventCount(webhook.events.length)}
                      </span>
                    </Table.Td>
                    <Table.Td data-label={text.status}>
                      <WebhookStatus enabled={webhook.enabled} />
                    </Table.Td>
                    <Table.Td data-label={text.created}>
                      <Moment at={webhook.createdAt} none="" />
                    </Table.Td>
                    <ActionsCell>
                      <EditMenu
                        label={text.actionsOf(webhook.url)}
                        place={place}
                        needs={NEEDS}
                        onChoose={(action) => setOpened({ action, webhook })}
                      />
                    </ActionsCell>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </TableFrame>
          )
        }
      </Loaded>
      {opened?.action === 'edit' && <WebhookDialog edited={opened.webhook} onClose={close} />}
      {opened?.action === 'delete' && <DeleteWebhook webhook={opened.webhook} onClose={close} />}
    </>
  );
}
