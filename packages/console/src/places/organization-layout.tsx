import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { Loaded } from '../feedback/loaded.tsx';
import { useSession } from '../session/session-context.ts';
import { OrganizationContext } from './organization-context.ts';
import { organizationQuery } from './queries.ts';

/** Loads the organization that the address names, for every page below it. */
export function OrganizationLayout() {
  const { organizationId } = useParams({ from: '/organizations/$organizationId' });
  const { api } = useSession();
  const query = useQuery(organizationQuery(api, organizationId));
  return (
    <Loaded query={query}>
      {(organization) => (
        <OrganizationContext key={organization.id} value={organization}>
          <Outlet />
        </OrganizationContext>
      )}
    </Loaded>
  );
}
