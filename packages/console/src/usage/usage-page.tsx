import { Group, Select, Stack } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { CsvButton } from './csv-button.tsx';
import { DenialsSection } from './denials-section.tsx';
import { GROUPS, parseUsageFilter, RANGES } from './usage-filter.ts';
import { UsageSection } from './usage-section.tsx';

const text = strings.usage;
const PATH = '/workspaces/$workspaceId/usage';
const route = getRouteApi(PATH);

/** What was called, by whom, and how it went; and why somebody was refused. */
export function UsagePage() {
  const { place } = useWorkspace();
  const { range = 'P7D', by = 'outcome' } = route.useSearch();
  const navigate = useNavigate({ from: PATH });
  const change = (search: object) =>
    void navigate({ search: parseUsageFilter({ range, by, ...search }), replace: true });
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        <CsvButton range={range} by={by} />
      </PageHeader>
      <GuardedPage permission="usage:view" place={place}>
        <Group mb="md" gap="sm">
          <Select
            label={text.range}
            data={RANGES.map((value) => ({ value, label: text.ranges[value] }))}
            value={range}
            onChange={(value) => change({ range: value })}
            allowDeselect={false}
          />
          <Select
            label={text.by}
            data={GROUPS.map((value) => ({ value, label: text.groups[value] }))}
            value={by}
            onChange={(value) => change({ by: value })}
            allowDeselect={false}
          />
        </Group>
        <Stack>
          <UsageSection range={range} by={by} />
          <DenialsSection />
        </Stack>
      </GuardedPage>
    </>
  );
}
