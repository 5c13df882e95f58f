import { Stack, Table } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Section } from '../facts/section.tsx';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';
import { UsageChart } from './usage-chart.tsx';
import { stepsOf, type UsageGroup, type UsageRange } from './usage-filter.ts';
import { seriesOf } from './usage-series.ts';
import { UsageTotals } from './usage-totals.tsx';
import { useNames } from './use-names.ts';

const text = strings.usage;

interface UsageSectionProps {
  readonly range: UsageRange;
  readonly by: UsageGroup;
}

/** The requests of a range as a picture and in numbers. */
export function UsageSection({ range, by }: UsageSectionProps) {
  const { api } = useSession();
  const { id: workspaceId } = useWorkspace();
  const nameOf = useNames();
  const { from, step, starts } = stepsOf(range, Date.now());
  const query = useQuery({
    queryKey: ['workspaces', workspaceId, 'usage', from, step, by],
    queryFn: ({ signal }) =>
      api.get('/v1/workspaces/{workspaceId}/usage', {
        path: { workspaceId },
        query: { from, step, groupBy: by },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  return (
    <Loaded query={query}>
      {(report) => {
        if (report.totals.requests === 0) {
          return <EmptyState icon={IconChartBar} title={text.emptyTitle} hint={text.emptyHint} />;
        }
        const series = seriesOf(report, by, starts, text.others);
        const label = text.chart(text.groups[by]);
        return (
          <Stack>
            <UsageTotals totals={report.totals} />
            <Section title={label}>
              <Stack>
                <UsageChart label={label} starts={starts} step={step} series={series} nameOf={nameOf} />
                <TableFrame label={text.table} columns={[text.name, text.requests]}>
                  <Table.Tbody>
                    {series.map(({ name, total }) => (
                      <Table.Tr key={name}>
                        <Table.Td>{nameOf(name)}</Table.Td>
                        <Table.Td data-label={text.requests}>{total.toLocaleString('en')}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </TableFrame>
              </Stack>
            </Section>
          </Stack>
        );
      }}
    </Loaded>
  );
}
