import { Code, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Facts } from '../facts/facts.tsx';
import { Section } from '../facts/section.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { Labels } from '../keys/labels.tsx';
import { BackLink } from '../layout/back-link.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { dateTime } from '../moments/format.ts';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { workspacesQuery } from '../places/queries.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { DeliveriesSection } from './deliveries-section.tsx';
import { webhookQuery } from './queries.ts';
import { WebhookActions } from './webhook-actions.tsx';
import type { Webhook } from './webhook-dialog.tsx';
import { WebhookStatus } from './webhook-status.tsx';

const text = strings.webhooks;

/** One webhook: what it is told of, and how that went. */
export function WebhookPage() {
  const { webhookId } = useParams({ from: '/organizations/$organizationId/webhooks/$webhookId' });
  const { api } = useSession();
  const { id: organizationId, place } = useOrganization();
  const query = useQuery(webhookQuery(api, organizationId, webhookId));
  return (
    <>
      <BackLink to={`/organizations/${organizationId}/webhooks`}>{text.back}</BackLink>
      <GuardedPage permission="organizations:update" place={place}>
        <Loaded query={query}>{(webhook) => <Shown webhook={webhook} />}</Loaded>
      </GuardedPage>
    </>
  );
}

function Shown({ webhook }: { readonly webhook: Webhook }) {
  const { api } = useSession();
  const { id: organizationId } = useOrganization();
  const workspaces = useQuery(workspacesQuery(api, organizationId));
  const where = workspaces.data?.find(({ id }) => id === webhook.workspaceId)?.name ?? webhook.workspaceId;
  return (
    <>
      <PageHeader title={webhook.url} subtitle={<WebhookStatus enabled={webhook.enabled} />}>
        <WebhookActions webhook={webhook} />
      </PageHeader>
      <Stack>
        <Section title={text.about}>
          <Facts
            facts={[
              [text.events, <Labels key="events" labels={webhook.events.map((event) => text.eventNames[event])} />],
              [strings.places.where, where ?? strings.places.everywhere],
              [text.id, <Code key="id">{webhook.id}</Code>],
              [text.created, dateTime(webhook.createdAt)],
            ]}
          />
        </Section>
        <DeliveriesSection webhookId={webhook.id} />
      </Stack>
    </>
  );
}
