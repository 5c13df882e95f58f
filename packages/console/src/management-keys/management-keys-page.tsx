import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { KeysPage } from '../keys/keys-page.tsx';
import { strings } from '../strings/index.ts';
import { useManagementKeySurface } from './management-key-surface.tsx';

const PATH = '/organizations/$organizationId/management-keys';
const route = getRouteApi(PATH);

/** The keys of automation that manages Keyward. */
export function ManagementKeysPage() {
  const navigate = useNavigate({ from: PATH });
  return (
    <KeysPage
      surface={useManagementKeySurface()}
      text={strings.managementKeys}
      filter={route.useSearch()}
      onFilter={(search) => void navigate({ search, replace: true })}
    />
  );
}
