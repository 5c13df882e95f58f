import { useQueryClient } from '@tanstack/react-query';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { strings } from '../strings/index.ts';
import type { Webhook } from './webhook-dialog.tsx';

const text = strings.webhooks;

interface DeleteWebhookProps {
  readonly webhook: Webhook;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

export function DeleteWebhook({ webhook, onClose, onDeleted = onClose }: DeleteWebhookProps) {
  const { id: organizationId } = useOrganization();
  const queryClient = useQueryClient();
  return (
    <DeleteDialog
      title={text.delete(webhook.url)}
      hint={text.deleteHint}
      remove={(api) =>
        api.delete('/v1/organizations/{organizationId}/webhooks/{webhookId}', {
          path: { organizationId, webhookId: webhook.id },
        })
      }
      onDeleted={() => {
        say(text.deleted);
        void queryClient.invalidateQueries({ queryKey: ['organizations', organizationId, 'webhooks'], exact: true });
        onDeleted();
      }}
      onClose={onClose}
    />
  );
}
