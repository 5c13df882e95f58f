import type { Schemas } from '@keyward/client';
import { Alert, Modal, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorAt } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { type Saved, say } from '../feedback/receipt.ts';
import { upstreamsQuery } from '../flows/queries.ts';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { LimitsField } from '../keys/form/limits-field.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { emptyModel, type ModelDraft, ModelsField } from './models-field.tsx';

const text = strings.gateways;
export type Gateway = Schemas['Gateway'];

interface GatewayDialogProps {
  /** Undefined: a new one. */
  readonly edited?: Gateway;
  readonly onClose: () => void;
}

/** Makes a gateway configuration, or edits one. */
export function GatewayDialog({ edited, onClose }: GatewayDialogProps) {
  const { api } = useSession();
  const { id: workspaceId } = useWorkspace();
  const queryClient = useQueryClient();
  const providers = useQuery(upstreamsQuery(api, workspaceId)).data?.filter(({ kind }) => kind === 'llm');
  const [name, setName] = useState(edited?.name ?? '');
  const [models, setModels] = useState<readonly ModelDraft[]>(() => edited?.models.map(draftOf) ?? [emptyModel(0)]);
  const [limits, setLimits] = useState(edited?.limits ?? {});
  const save = useAction(async (client): Promise<Saved> => {
    const body = {
      name: name.trim(),
      limits,
      models: models.map((model) => ({
        name: model.name.trim(),
        upstreamId: model.upstreamId === '' ? (providers?.[0]?.id ?? '') : model.upstreamId,
        upstreamModel: model.upstreamModel.trim() === '' ? null : model.upstreamModel.trim(),
      })),
    };
    const path = { workspaceId };
    if (edited === undefined) return client.post('/v1/workspaces/{workspaceId}/gateways', { path, body });
    return client.patch('/v1/workspaces/{workspaceId}/gateways/{gatewayId}', {
      path: { ...path, gatewayId: edited.id },
      body,
    });
  });
  const submit = async () => {
    const saved = await save.run(undefined);
    if (saved === undefined) return;
    say(text.saved, saved.enforcement);
    void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId, 'gateways'] });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={edited === undefined ? text.add : text.edit} size="xl">
      <Form onSubmit={submit}>
        <FormError error={save.error} />
        {providers?.length === 0 && <Alert color="yellow">{text.needsUpstream}</Alert>}
        <TextInput
          label={text.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorAt(save.error, '/name')}
          maxLength={100}
          required
          data-autofocus
        />
        <ModelsField value={models} onChange={setModels} upstreams={providers ?? []} error={save.error} />
        <LimitsField value={limits} onChange={setLimits} error={save.error} tokens />
        <FormButtons
          submit={edited === undefined ? text.addShort : strings.controls.save}
          pending={save.pending}
          onCancel={onClose}
        />
      </Form>
    </Modal>
  );
}

function draftOf({ name, upstreamId, upstreamModel }: Gateway['models'][number], row: number): ModelDraft {
  return { row, name, upstreamId, upstreamModel: upstreamModel ?? '' };
}
