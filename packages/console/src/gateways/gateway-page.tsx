import { Stack } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Section } from '../facts/section.tsx';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { CreateKeyDialog } from '../keys/create-key-dialog.tsx';
import { KeysList } from '../keys/keys-list.tsx';
import { BackLink } from '../layout/back-link.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { EndpointSection } from './endpoint-section.tsx';
import { GatewayActions } from './gateway-actions.tsx';
import type { Gateway } from './gateway-dialog.tsx';
import { useGatewayKeySurface } from './gateway-key-surface.tsx';
import { ModelsSection } from './models-section.tsx';
import { gatewayQuery } from './queries.ts';

const text = strings.gateways;
const PATH = '/workspaces/$workspaceId/gateways/$gatewayId';
const route = getRouteApi(PATH);

/** One gateway configuration: its endpoint, its models and its keys. */
export function GatewayPage() {
  const { gatewayId } = useParams({ from: PATH });
  const { api } = useSession();
  const { id: workspaceId, place } = useWorkspace();
  const query = useQuery(gatewayQuery(api, workspaceId, gatewayId));
  return (
    <>
      <BackLink to={`/workspaces/${workspaceId}/gateways`}>{text.back}</BackLink>
      <GuardedPage permission="gateways:view" place={place}>
        <Loaded query={query}>{(gateway) => <Configuration gateway={gateway} />}</Loaded>
      </GuardedPage>
    </>
  );
}

function Configuration({ gateway }: { readonly gateway: Gateway }) {
  const { place } = useWorkspace();
  const filter = route.useSearch();
  const navigate = useNavigate({ from: PATH });
  const [adding, setAdding] = useState(false);
  const surface = useGatewayKeySurface(gateway.id, gateway.models[0]?.name);
  const addKey = (
    <GuardedButton
      permission={surface.needs.create}
      place={place}
      leftSection={<IconPlus size={16} />}
      onClick={() => setAdding(true)}
    >
      {text.addKey}
    </GuardedButton>
  );
  return (
    <>
      <PageHeader title={gateway.name}>
        <GatewayActions gateway={gateway} />
      </PageHeader>
      <Stack>
        <EndpointSection gateway={gateway} />
        <ModelsSection gateway={gateway} />
        <Section title={text.keys} actions={addKey}>
          <KeysList
            surface={surface}
            filter={filter}
            onFilter={(search) => void navigate({ search, replace: true })}
            label={text.keys}
            empty={<EmptyState icon={IconKey} title={text.emptyKeysTitle} hint={text.emptyKeysHint} />}
          />
        </Section>
      </Stack>
      {adding && (
        <CreateKeyDialog
          surface={surface}
          title={text.addKey}
          submitLabel={text.createKey}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
