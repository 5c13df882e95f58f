import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { strings } from '../strings/index.ts';
import { parseAuditFilter } from './audit-filter.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditList } from './audit-list.tsx';

const text = strings.audit;
const route = getRouteApi('/organizations/$organizationId/audit');

/** Everything that was done in the organization. */
export function AuditPage() {
  const { place } = useOrganization();
  const filter = route.useSearch();
  const navigate = useNavigate({ from: '/organizations/$organizationId/audit' });
  const change = (next: object) => void navigate({ search: parseAuditFilter({ ...next }), replace: true });
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle} />
      <GuardedPage permission="audit:view" place={place}>
        <AuditFilters filter={filter} onChange={change} />
        <AuditList filter={filter} onClear={() => change({})} />
      </GuardedPage>
    </>
  );
}
