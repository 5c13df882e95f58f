import { IconPencil, IconSend, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { say } from '../feedback/receipt.ts';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { strings } from '../strings/index.ts';
import type { EditAction } from '../tables/edit-menu.tsx';
import { DeleteWebhook } from './delete-webhook.tsx';
import { deliveriesKey } from './queries.ts';
import { type Webhook, WebhookDialog } from './webhook-dialog.tsx';

const text = strings.webhooks;
const NEEDED = 'organizations:update';

/** Sends a test to a webhook, edits it or deletes it. */
export function WebhookActions({ webhook }: { readonly webhook: Webhook }) {
  const { id: organizationId, place } = useOrganization();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState<EditAction>();
  const test = useAction((api) =>
    api.post('/v1/organizations/{organizationId}/webhooks/{webhookId}/test', {
      path: { organizationId, webhookId: webhook.id },
    }),
  );
  const send = async () => {
    if ((await test.run(undefined)) === undefined) return;
    say(text.tested);
    void queryClient.invalidateQueries({ queryKey: deliveriesKey(organizationId, webhook.id) });
  };
  const shared = { permission: NEEDED, place };
  return (
    <>
      <FormError error={test.error} />
      <GuardedButton
        {...shared}
        variant="default"
        leftSection={<IconSend size={16} />}
        loading={test.pending}
        onClick={() => void send()}
      >
        {text.test}
      </GuardedButton>
      <GuardedButton
        {...shared}
        variant="default"
        leftSection={<IconPencil size={16} />}
        onClick={() => setOpened('edit')}
      >
        {strings.controls.edit}
      </GuardedButton>
      <GuardedButton {...shared} color="red" leftSection={<IconTrash size={16} />} onClick={() => setOpened('delete')}>
        {text.deleteLabel}
      </GuardedButton>
      {opened === 'edit' && <WebhookDialog edited={webhook} onClose={() => setOpened(undefined)} />}
      {opened === 'delete' && (
        <DeleteWebhook
          webhook={webhook}
          onClose={() => setOpened(undefined)}
          onDeleted={() => void navigate({ to: '/organizations/$organizationId/webhooks', params: { organizationId } })}
        />
      )}
    </>
  );
}
