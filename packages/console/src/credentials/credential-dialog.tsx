import type { Schemas } from '@keyward/client';
import { Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { type Saved, say } from '../feedback/receipt.ts';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { changesOf, draftFor, draftOf, newCredentialOf } from './credential-draft.ts';
import { CredentialFields } from './credential-fields.tsx';
import { credentialServicesQuery } from './queries.ts';

const text = strings.credentials;
export type Credential = Schemas['Credential'];

interface CredentialDialogProps {
  /** Undefined: a new one. */
  readonly edited?: Credential;
  /** What a new one begins as. */
  readonly service?: string;
  readonly onClose: () => void;
}

/** Stores a credential, edits it, or replaces its value. Mounted while it is open only: the value stays nowhere. */
export function CredentialDialog({ edited, service, onClose }: CredentialDialogProps) {
  const { api } = useSession();
  const { id: workspaceId } = useWorkspace();
  const queryClient = useQueryClient();
  const services = useQuery(credentialServicesQuery(api)).data?.items ?? [];
  const [draft, setDraft] = useState(() =>
    edited === undefined ? draftFor(services.find((one) => one.service === service)) : draftOf(edited),
  );
  const save = useAction(async (client): Promise<Saved> => {
    if (edited === undefined) {
      const body = newCredentialOf(draft);
      return client.post('/v1/workspaces/{workspaceId}/credentials', { path: { workspaceId }, body });
    }
    const path = { workspaceId, credentialId: edited.id };
    return client.patch('/v1/workspaces/{workspaceId}/credentials/{credentialId}', {
      path,
      body: changesOf(edited, draft),
    });
  });
  const submit = async () => {
    const saved = await save.run(undefined);
    if (saved === undefined) return;
    say(text.saved, saved.enforcement);
    void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId, 'credentials'] });
    onClose();
  };
  const unchanged = edited !== undefined && Object.keys(changesOf(edited, draft)).length === 0;
  const forNobody = draft.audience === 'chosen' && draft.sharedWith.length === 0;
  return (
    <Modal opened onClose={onClose} title={edited === undefined ? text.add : text.edit} size="lg">
      <Form onSubmit={submit}>
        <FormError error={save.error} />
        <CredentialFields
          draft={draft}
          onChange={setDraft}
          error={save.error}
          services={services}
          edited={edited !== undefined}
        />
        <FormButtons
          submit={edited === undefined ? text.addShort : strings.controls.save}
          pending={save.pending}
          onCancel={onClose}
          disabled={unchanged || forNobody}
        />
      </Form>
    </Modal>
  );
}
