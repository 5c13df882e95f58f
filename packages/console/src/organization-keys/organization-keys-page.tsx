import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { KeysPage } from '../keys/keys-page.tsx';
import { strings } from '../strings/index.ts';
import { useOrganizationKeySurface } from './organization-key-surface.tsx';

const PATH = '/organizations/$organizationId/api-keys';
const route = getRouteApi(PATH);

/** The keys of applications that call flows in several workspaces. */
export function OrganizationKeysPage() {
  const navigate = useNavigate({ from: PATH });
  return (
    <KeysPage
      surface={useOrganizationKeySurface()}
      text={strings.organizationKeys}
      filter={route.useSearch()}
      onFilter={(search) => void navigate({ search, replace: true })}
    />
  );
}
