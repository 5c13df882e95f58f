import { Stack } from '@mantine/core';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useMay } from '../permissions/use-may.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { FlowsSection } from './flows-section.tsx';
import { UpstreamsSection } from './upstreams-section.tsx';

/** What the gateway serves, and from where. */
export function FlowsPage() {
  const { place } = useWorkspace();
  const may = useMay(place);
  return (
    <>
      <PageHeader title={strings.flows.title} subtitle={strings.flows.subtitle} />
      <GuardedPage permission="flows:view" place={place}>
        <Stack>
          <FlowsSection />
          {may('upstreams:view') && <UpstreamsSection />}
        </Stack>
      </GuardedPage>
    </>
  );
}
