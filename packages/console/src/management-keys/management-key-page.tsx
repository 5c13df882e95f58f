import { useParams } from '@tanstack/react-router';
import { KeyPage } from '../keys/key-page.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { strings } from '../strings/index.ts';
import { useManagementKeySurface } from './management-key-surface.tsx';

/** One management key. */
export function ManagementKeyPage() {
  const { keyId } = useParams({ from: '/organizations/$organizationId/management-keys/$keyId' });
  const { id: organizationId } = useOrganization();
  const list = { address: `/organizations/${organizationId}/management-keys`, label: strings.managementKeys.back };
  return <KeyPage surface={useManagementKeySurface()} keyId={keyId} list={list} />;
}
