import { Badge, Table } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Failure } from '../feedback/failure.tsx';
import { PageSkeleton } from '../feedback/page-skeleton.tsx';
import { Moment } from '../moments/moment.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { Link } from '../router/link.tsx';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { ShowOlder } from '../tables/show-older.tsx';
import { TableFrame } from '../tables/table-frame.tsx';
import { useNames } from '../usage/use-names.ts';
import { detailsText } from './finding-details.ts';
import type { FindingStatus } from './finding-filter.ts';

const text = strings.findings;
const SERIOUS: readonly string[] = ['denials-jump', 'new-network'];

/** The findings, newest first, each with the key that it is about. */
export function FindingsList({ status }: { readonly status: FindingStatus }) {
  const { api } = useSession();
  const { id: workspaceId } = useWorkspace();
  const nameOf = useNames();
  const query = useInfiniteQuery({
    queryKey: ['workspaces', workspaceId, 'findings', status],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/workspaces/{workspaceId}/findings', {
        path: { workspaceId },
        query: { status, limit: 50, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 60_000,
  });
  if (query.data === undefined) {
    if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
    return <PageSkeleton />;
  }
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState icon={IconShieldCheck} title={text.emptyTitle} hint={text.emptyHint} />;
  return (
    <>
      <TableFrame label={text.title} columns={[text.type, text.key, text.details, text.found]}>
        <Table.Tbody>
          {items.map((finding) => (
            <Table.Tr key={finding.id}>
              <Table.Td>
                <Badge color={SERIOUS.includes(finding.type) ? 'red' : 'yellow'} variant="light" tt="none">
                  {text.types[finding.type]}
                </Badge>
              </Table.Td>
              <Table.Td data-label={text.key}>
                <Link to={`/workspaces/${workspaceId}/api-keys/${finding.keyId}`}>{nameOf(finding.keyId)}</Link>
              </Table.Td>
              <Table.Td data-label={text.details}>{detailsText(finding.detail)}</Table.Td>
              <Table.Td data-label={text.found}>
                <Moment at={finding.foundAt} none="" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
      <ShowOlder query={query} label={text.more} />
    </>
  );
}
