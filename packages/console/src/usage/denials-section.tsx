import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../facts/section.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { FilterText } from '../forms/filter-text.tsx';
import { Moment } from '../moments/moment.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';
import { useNames } from './use-names.ts';

const text = strings.usage;

/** The latest refusals, or the one of a request: what its bare 401 or 403 did not say. */
export function DenialsSection() {
  const { api } = useSession();
  const { id: workspaceId } = useWorkspace();
  const [requestId, setRequestId] = useState('');
  const nameOf = useNames();
  const query = useQuery({
    queryKey: ['workspaces', workspaceId, 'denials', requestId],
    queryFn: ({ signal }) =>
      api.get('/v1/workspaces/{workspaceId}/denials', {
        path: { workspaceId },
        query: { limit: 20, ...(requestId !== '' && { requestId }) },
        signal,
      }),
  });
  const columns = [text.when, text.reason, text.route, text.key, text.address];
  return (
    <Section title={text.denials}>
      <Text c="dimmed" mb="sm">
        {text.denialsHint}
      </Text>
      <FilterText label={text.requestId} value={requestId} onChange={setRequestId} maw={360} mb="md" />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{text.noDenials}</Text>
          ) : (
            <TableFrame label={text.denials} columns={columns}>
              <Table.Tbody>
                {items.map((denial) => (
                  <Table.Tr key={`${denial.requestId} ${denial.at}`}>
                    <Table.Td data-label={text.when}>
                      <Moment at={denial.at} none="" />
                    </Table.Td>
                    <Table.Td data-label={text.reason}>
                      {denial.status} {denial.detail ?? denial.problem}
                    </Table.Td>
                    <Table.Td data-label={text.route}>
                      <code>{denial.route}</code>
                    </Table.Td>
                    <Table.Td data-label={text.key}>{nameOf(denial.keyId)}</Table.Td>
                    <Table.Td data-label={text.address}>{denial.ip ?? '–'}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </TableFrame>
          )
        }
      </Loaded>
    </Section>
  );
}
