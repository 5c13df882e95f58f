import { Button, Table, UnstyledButton } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Failure } from '../feedback/failure.tsx';
import { PageSkeleton } from '../feedback/page-skeleton.tsx';
import { Moment } from '../moments/moment.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { ShowOlder } from '../tables/show-older.tsx';
import { TableFrame } from '../tables/table-frame.tsx';
import { AuditDetails, type AuditEvent } from './audit-details.tsx';
import { type AuditFilter, auditQueryOf } from './audit-filter.ts';
import classes from './audit-list.module.css';

const text = strings.audit;
const PAGE_SIZE = 50;

interface AuditListProps {
  readonly filter: AuditFilter;
  readonly onClear: () => void;
}

/** The records that pass the filter, older ones on demand. */
export function AuditList({ filter, onClear }: AuditListProps) {
  const { api } = useSession();
  const { id: organizationId } = useOrganization();
  const [opened, setOpened] = useState<AuditEvent>();
  const query = useInfiniteQuery({
    queryKey: ['organizations', organizationId, 'audit-events', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/organizations/{organizationId}/audit-events', {
        path: { organizationId },
        query: { ...auditQueryOf(filter), limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  if (query.data === undefined) {
    if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
    return <PageSkeleton />;
  }
  const events = query.data.pages.flatMap(({ items }) => items);
  if (events.length === 0) {
    return (
      <EmptyState icon={IconListSearch} title={text.emptyTitle} hint={text.emptyHint}>
        <Button variant="default" onClick={onClear}>
          {text.clear}
        </Button>
      </EmptyState>
    );
  }
  return (
    <>
      <TableFrame label={text.title} columns={[text.action, text.target, text.actor, text.when]}>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.id}>
              <Table.Td data-label={text.action}>
                <UnstyledButton className={classes.action} onClick={() => setOpened(event)}>
                  {event.action}
                </UnstyledButton>
              </Table.Td>
              <Table.Td data-label={text.target}>{event.target.name ?? event.target.id}</Table.Td>
              <Table.Td data-label={text.actor}>{event.actor.name}</Table.Td>
              <Table.Td data-label={text.when}>
                <Moment at={event.at} none="" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
      <ShowOlder query={query} label={text.more} />
      {opened !== undefined && <AuditDetails event={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
