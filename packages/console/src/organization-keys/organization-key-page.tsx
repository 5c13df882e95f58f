import { useParams } from '@tanstack/react-router';
import { KeyPage } from '../keys/key-page.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { strings } from '../strings/index.ts';
import { useOrganizationKeySurface } from './organization-key-surface.tsx';

/** One organization-wide key. */
export function OrganizationKeyPage() {
  const { keyId } = useParams({ from: '/organizations/$organizationId/api-keys/$keyId' });
  const { id: organizationId } = useOrganization();
  const list = { address: `/organizations/${organizationId}/api-keys`, label: strings.organizationKeys.back };
  return <KeyPage surface={useOrganizationKeySurface()} keyId={keyId} list={list} />;
}
