import { Badge, Button, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Section } from '../facts/section.tsx';
import { Failure } from '../feedback/failure.tsx';
import { PageSkeleton } from '../feedback/page-skeleton.tsx';
import { Moment } from '../moments/moment.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { ShowOlder } from '../tables/show-older.tsx';
import { TableFrame } from '../tables/table-frame.tsx';
import { deliveriesQuery } from './queries.ts';

const text = strings.webhooks;
const { delivery } = text;
const COLORS = { pending: 'yellow', delivered: 'green', failed: 'red' } as const;
/** While something is on its way, it is looked at again after so long. */
const LOOK_AGAIN_MS = 2_000;

/** What was sent to a webhook, and how it went. */
export function DeliveriesSection({ webhookId }: { readonly webhookId: string }) {
  const { api } = useSession();
  const { id: organizationId } = useOrganization();
  const query = useInfiniteQuery({
    ...deliveriesQuery(api, organizationId, webhookId),
    refetchInterval: ({ state }) => (state.data?.pages[0]?.items.some(isUnderWay) ? LOOK_AGAIN_MS : false),
  });
  const refresh = (
    <Button variant="default" size="xs" loading={query.isRefetching} onClick={() => void query.refetch()}>
      {text.refresh}
    </Button>
  );
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <Section title={text.deliveries} actions={refresh}>
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {items === undefined && !query.isError && <PageSkeleton rows={3} />}
      {items?.length === 0 && <Text c="dimmed">{text.noDeliveries}</Text>}
      {items !== undefined && items.length > 0 && (
        <TableFrame
          label={text.deliveries}
          columns={[delivery.event, delivery.outcome, delivery.attempts, delivery.answer, delivery.when, delivery.next]}
        >
          <Table.Tbody>
            {items.map((item) => (
              <Table.Tr key={item.id}>
                <Table.Td>{nameOf(item.event)}</Table.Td>
                <Table.Td data-label={delivery.outcome}>
                  <Badge variant="light" color={COLORS[item.status]} tt="none">
                    {text.outcomes[item.status]}
                  </Badge>
                </Table.Td>
                <Table.Td data-label={delivery.attempts}>{item.attempts}</Table.Td>
                <Table.Td data-label={delivery.answer}>{item.lastStatus ?? item.lastError ?? delivery.none}</Table.Td>
                <Table.Td data-label={delivery.when}>
                  <Moment at={item.createdAt} none="" />
                </Table.Td>
                <Table.Td data-label={delivery.next}>
                  <Moment at={item.nextAttemptAt} none={delivery.none} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
      )}
      <ShowOlder query={query} label={text.more} />
    </Section>
  );
}

/** Sent for the first time any moment; later attempts are minutes and hours apart. */
function isUnderWay({ status, attempts }: { readonly status: string; readonly attempts: number }): boolean {
  return status === 'pending' && attempts === 0;
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(text.eventNames),
  ['webhook.test', delivery.test],
]);

function nameOf(event: string): string {
  return NAMES.get(event) ?? event;
}
