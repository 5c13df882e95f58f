import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { flowsQuery } from '../flows/queries.ts';
import { CreateKeyDialog } from '../keys/create-key-dialog.tsx';
import { KeysList } from '../keys/keys-list.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useMay } from '../permissions/use-may.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { useApiKeySurface } from './api-key-surface.tsx';

const text = strings.apiKeys;
const route = getRouteApi('/workspaces/$workspaceId/api-keys');

/** The keys that applications call flows with. */
export function ApiKeysPage() {
  const { api } = useSession();
  const { id: workspaceId, place } = useWorkspace();
  const filter = route.useSearch();
  const navigate = useNavigate({ from: '/workspaces/$workspaceId/api-keys' });
  const [adding, setAdding] = useState(false);
  const flows = useQuery({ ...flowsQuery(api, workspaceId), enabled: useMay(place)('flows:view') });
  const surface = useApiKeySurface(flows.data?.[0]?.id);
  const addButton = (
    <GuardedButton
      permission="apikeys:create"
      place={place}
      leftSection={<IconPlus size={16} />}
      onClick={() => setAdding(true)}
    >
      {text.add}
    </GuardedButton>
  );
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        {addButton}
      </PageHeader>
      <GuardedPage permission="apikeys:view" place={place}>
        <KeysList
          surface={surface}
          filter={filter}
          onFilter={(search) => void navigate({ search, replace: true })}
          label={text.title}
          empty={<EmptyState icon={IconKey} title={text.emptyTitle} hint={text.emptyHint} />}
        />
      </GuardedPage>
      {adding && (
        <CreateKeyDialog
          surface={surface}
          title={text.add}
          submitLabel={text.create}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
