import type { Schemas } from '@keyward/client';
import { Modal, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorAt } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { credentialsQuery } from '../credentials/queries.ts';
import { FormError } from '../feedback/form-error.tsx';
import { type Saved, say } from '../feedback/receipt.ts';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { useMay } from '../permissions/use-may.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';

const text = strings.flows;
export type Upstream = Schemas['Upstream'];
const KINDS: readonly Upstream['kind'][] = ['flow-server', 'llm', 'api'];

interface UpstreamDialogProps {
  /** Undefined: a new one. */
  readonly edited?: Upstream;
  readonly onClose: () => void;
}

/** Adds an upstream, or edits one. */
export function UpstreamDialog({ edited, onClose }: UpstreamDialogProps) {
  const { api } = useSession();
  const { id: workspaceId, place } = useWorkspace();
  const queryClient = useQueryClient();
  const visible = useMay(place)('credentials:view');
  const credentials = useQuery({ ...credentialsQuery(api, workspaceId), enabled: visible });
  const [draft, setDraft] = useState({
    name: edited?.name ?? '',
    kind: edited?.kind ?? ('flow-server' as Upstream['kind']),
    baseUrl: edited?.baseUrl ?? '',
    credentialId: edited?.credentialId ?? null,
  });
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const save = useAction(async (client): Promise<Saved> => {
    const { kind, credentialId } = draft;
    const common = {
      name: draft.name.trim(),
      baseUrl: draft.baseUrl.trim(),
      // One that may not be seen stays attached.
      ...(credentialId !== (edited?.credentialId ?? null) && { credentialId }),
    };
    if (edited === undefined) {
      return client.post('/v1/workspaces/{workspaceId}/upstreams', {
        path: { workspaceId },
        body: { ...common, kind },
      });
    }
    const path = { workspaceId, upstreamId: edited.id };
    return client.patch('/v1/workspaces/{workspaceId}/upstreams/{upstreamId}', { path, body: common });
  });
  const submit = async () => {
    const saved = await save.run(undefined);
    if (saved === undefined) return;
    say(text.saved, saved.enforcement);
    void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId] });
    onClose();
  };
  const known = credentials.data?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const { credentialId } = draft;
  const hidden = credentialId === null || known.some(({ value }) => value === credentialId) ? [] : [credentialId];
  return (
    <Modal opened onClose={onClose} title={edited === undefined ? text.addUpstream : text.editUpstream}>
      <Form onSubmit={submit}>
        <FormError error={save.error} />
        <TextInput
          label={text.name}
          description={text.upstreamNameHint}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={errorAt(save.error, '/name')}
          required
          data-autofocus
        />
        <Select
          label={text.kind}
          data={KINDS.map((kind) => ({ value: kind, label: text.kinds[kind] }))}
          value={draft.kind}
          onChange={(value) => set({ kind: KINDS.find((kind) => kind === value) ?? draft.kind })}
          disabled={edited !== undefined}
          allowDeselect={false}
        />
        <TextInput
          label={text.baseUrl}
          description={text.baseUrlHint}
          type="url"
          value={draft.baseUrl}
          onChange={(event) => set({ baseUrl: event.currentTarget.value })}
          error={errorAt(save.error, '/baseUrl')}
          required
        />
        {visible && (
          <Select
            label={text.credential}
            data={[...known, ...hidden.map((id) => ({ value: id, label: id }))]}
            value={credentialId}
            placeholder={text.noCredential}
            onChange={(value) => set({ credentialId: value })}
            error={errorAt(save.error, '/credentialId')}
            clearable
            clearButtonProps={{ 'aria-label': text.noCredential }}
          />
        )}
        <FormButtons
          submit={edited === undefined ? text.add : strings.controls.save}
          pending={save.pending}
          onCancel={onClose}
        />
      </Form>
    </Modal>
  );
}
