import { Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { CredentialDialog } from './credential-dialog.tsx';
import { CredentialsList } from './credentials-list.tsx';
import { credentialServicesQuery } from './queries.ts';

const text = strings.credentials;
const route = getRouteApi('/workspaces/$workspaceId/credentials');

/** Keys of other services, by service. */
export function CredentialsPage() {
  const { api } = useSession();
  const { place } = useWorkspace();
  const { service } = route.useSearch();
  const navigate = useNavigate({ from: '/workspaces/$workspaceId/credentials' });
  const services = useQuery(credentialServicesQuery(api));
  const [adding, setAdding] = useState(false);
  const choices = [
    { value: '', label: text.allServices },
    ...(services.data?.items ?? []).map(({ service: value, name }) => ({ value, label: name })),
    { value: 'custom', label: text.custom },
  ];
  const choose = (value: string | null) =>
    void navigate({ search: value === null || value === '' ? {} : { service: value }, replace: true });
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        <GuardedButton
          permission="credentials:create"
          place={place}
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
        >
          {text.add}
        </GuardedButton>
      </PageHeader>
      <GuardedPage permission="credentials:view" place={place}>
        <Select
          label={text.service}
          data={choices}
          value={service ?? ''}
          onChange={choose}
          allowDeselect={false}
          searchable
          maw={280}
          mb="md"
        />
        <CredentialsList {...(service !== undefined && { service })} />
      </GuardedPage>
      {adding && <CredentialDialog {...(service !== undefined && { service })} onClose={() => setAdding(false)} />}
    </>
  );
}
