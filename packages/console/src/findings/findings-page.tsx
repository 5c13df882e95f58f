import { SegmentedControl } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { FINDING_STATUSES } from './finding-filter.ts';
import { FindingsList } from './findings-list.tsx';

const text = strings.findings;
const PATH = '/workspaces/$workspaceId/findings';
const route = getRouteApi(PATH);

/** What somebody should look at. */
export function FindingsPage() {
  const { place } = useWorkspace();
  const { status = 'open' } = route.useSearch();
  const navigate = useNavigate({ from: PATH });
  const choose = (chosen: string) =>
    void navigate({ search: chosen === 'resolved' ? { status: chosen } : {}, replace: true });
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        <SegmentedControl
          aria-label={text.status}
          data={FINDING_STATUSES.map((value) => ({ value, label: text.statuses[value] }))}
          value={status}
          onChange={choose}
        />
      </PageHeader>
      <GuardedPage permission="usage:view" place={place}>
        <FindingsList status={status} />
      </GuardedPage>
    </>
  );
}
