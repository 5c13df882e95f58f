import type { Schemas } from '@keyward/client';
import { Alert, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorAt } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { type Saved, say } from '../feedback/receipt.ts';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { upstreamsQuery } from './queries.ts';

const text = strings.flows;
export type Flow = Schemas['Flow'];

interface FlowDialogProps {
  /** Undefined: a new one. */
  readonly edited?: Flow;
  readonly onClose: () => void;
}

/** Registers a flow, or edits one. */
export function FlowDialog({ edited, onClose }: FlowDialogProps) {
  const { api } = useSession();
  const { id: workspaceId } = useWorkspace();
  const queryClient = useQueryClient();
  const upstreams = useQuery(upstreamsQuery(api, workspaceId));
  const servers = upstreams.data?.filter(({ kind }) => kind === 'flow-server');
  const [draft, setDraft] = useState({
    id: edited?.id ?? '',
    name: edited?.name ?? '',
    upstreamId: edited?.upstreamId,
    public: edited?.public ?? false,
  });
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const upstreamId = draft.upstreamId ?? servers?.[0]?.id ?? '';
  const save = useAction(async (client): Promise<Saved> => {
    const path = { workspaceId };
    const body = { name: draft.name.trim(), upstreamId, public: draft.public };
    if (edited === undefined) {
      return client.post('/v1/workspaces/{workspaceId}/flows', { path, body: { ...body, id: draft.id.trim() } });
    }
    return client.patch('/v1/workspaces/{workspaceId}/flows/{flowId}', { path: { ...path, flowId: edited.id }, body });
  });
  const submit = async () => {
    const saved = await save.run(undefined);
    if (saved === undefined) return;
    say(text.saved, saved.enforcement);
    void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId, 'flows'] });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={edited === undefined ? text.addFlow : text.editFlow}>
      <Form onSubmit={submit}>
        <FormError error={save.error} />
        {servers?.length === 0 && <Alert color="yellow">{text.needsUpstream}</Alert>}
        <TextInput
          label={text.id}
          description={text.idHint}
          value={draft.id}
          onChange={(event) => set({ id: event.currentTarget.value })}
          error={errorAt(save.error, '/id')}
          disabled={edited !== undefined}
          required
          data-autofocus
        />
        <TextInput
          label={text.name}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={errorAt(save.error, '/name')}
          maxLength={100}
          required
        />
        <Select
          label={text.upstream}
          data={(servers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={upstreamId === '' ? null : upstreamId}
          onChange={(value) => value !== null && set({ upstreamId: value })}
          error={errorAt(save.error, '/upstreamId')}
          allowDeselect={false}
          required
        />
        <Checkbox
          label={text.public}
          description={text.publicHint}
          checked={draft.public}
          onChange={(event) => set({ public: event.currentTarget.checked })}
        />
        <FormButtons
          submit={edited === undefined ? text.add : strings.controls.save}
          pending={save.pending}
          onCancel={onClose}
        />
      </Form>
    </Modal>
  );
}
