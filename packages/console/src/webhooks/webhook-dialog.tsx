import type { Schemas } from '@keyward/client';
import { Checkbox, Modal, MultiSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorAt } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { say } from '../feedback/receipt.ts';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { TokenDialog } from '../keys/token-dialog.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { WorkspaceSelect } from '../places/workspace-select.tsx';
import { strings } from '../strings/index.ts';

const text = strings.webhooks;
export type Webhook = Schemas['Webhook'];
type Event = Webhook['events'][number];

interface WebhookDialogProps {
  /** Undefined: a new one. */
  readonly edited?: Webhook;
  readonly onClose: () => void;
}

/** Makes a webhook and shows its secret, once; or edits one. Mounted while it is open only: the secret stays nowhere. */
export function WebhookDialog({ edited, onClose }: WebhookDialogProps) {
  const { id: organizationId } = useOrganization();
  const queryClient = useQueryClient();
  const [created, setCreated] = useState<{ readonly secret: string | null }>();
  const [draft, setDraft] = useState({
    url: edited?.url ?? '',
    events: edited?.events ?? [],
    workspaceId: edited?.workspaceId ?? '',
    enabled: edited?.enabled ?? true,
  });
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const save = useAction(async (client): Promise<{ readonly secret?: string | null }> => {
    const path = { organizationId };
    const { url, events, workspaceId, enabled } = draft;
    const body = { url: url.trim(), events };
    if (edited === undefined) {
      return client.post('/v1/organizations/{organizationId}/webhooks', {
        path,
        body: { ...body, ...(workspaceId !== '' && { workspaceId }) },
      });
    }
    await client.patch('/v1/organizations/{organizationId}/webhooks/{webhookId}', {
      path: { ...path, webhookId: edited.id },
      body: { ...body, enabled },
    });
    return {};
  });
  const submit = async () => {
    const saved = await save.run(undefined);
    if (saved === undefined) return;
    void queryClient.invalidateQueries({ queryKey: ['organizations', organizationId, 'webhooks'] });
    if (saved.secret !== undefined) return setCreated({ secret: saved.secret });
    say(text.saved);
    onClose();
  };
  if (created !== undefined) {
    return <TokenDialog token={created.secret} snippets={[]} text={text.secret} onClose={onClose} />;
  }
  return (
    <Modal opened onClose={onClose} title={edited === undefined ? text.add : text.edit} size="lg">
      <Form onSubmit={submit}>
        <FormError error={save.error} />
        <TextInput
          label={text.url}
          description={text.urlHint}
          type="url"
          value={draft.url}
          onChange={(event) => set({ url: event.currentTarget.value })}
          error={errorAt(save.error, '/url')}
          required
          data-autofocus
        />
        <MultiSelect
          label={text.events}
          data={Object.entries(text.eventNames).map(([value, label]) => ({ value, label }))}
          value={draft.events}
          onChange={(events) => set({ events: events.filter(isEvent) })}
          error={errorAt(save.error, '/events')}
          searchable
          required
        />
        {edited === undefined ? (
          <WorkspaceSelect
            organizationId={organizationId}
            value={draft.workspaceId}
            onChange={(workspaceId) => set({ workspaceId })}
            error={errorAt(save.error, '/workspaceId')}
          />
        ) : (
          <Checkbox
            label={text.enabled}
            description={text.enabledHint}
            checked={draft.enabled}
            onChange={(event) => set({ enabled: event.currentTarget.checked })}
          />
        )}
        <FormButtons
          submit={edited === undefined ? text.addShort : strings.controls.save}
          pending={save.pending}
          onCancel={onClose}
        />
      </Form>
    </Modal>
  );
}

function isEvent(name: string): name is Event {
  return name in text.eventNames;
}
