import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { newDraft, newKeyOf } from './form/key-draft.ts';
import { KeyFields } from './form/key-fields.tsx';
import type { KeySurface } from './key-surface.ts';
import { TokenDialog } from './token-dialog.tsx';

interface CreateKeyDialogProps {
  readonly surface: KeySurface;
  readonly title: string;
  readonly submitLabel: string;
  readonly onClose: () => void;
}

/** Makes a key, and shows it once. To be mounted while it is open only: nothing of the key stays behind. */
export function CreateKeyDialog({ surface, title, submitLabel, onClose }: CreateKeyDialogProps) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => newDraft(surface.use));
  const [created, setCreated] = useState<{ token: string | null }>();
  const create = useAction((api, body: ReturnType<typeof newKeyOf>) => surface.create(api, body));

  const submit = async () => {
    const key = await create.run(newKeyOf(draft, surface.use));
    if (key === undefined) return;
    setCreated({ token: key.token });
    void queryClient.invalidateQueries({ queryKey: surface.cacheKey });
  };
  if (created !== undefined) {
    const { token } = created;
    return <TokenDialog token={token} snippets={token === null ? [] : surface.snippets(token)} onClose={onClose} />;
  }
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <Form onSubmit={submit}>
        <FormError error={create.error} />
        <KeyFields surface={surface} draft={draft} onChange={setDraft} error={create.error} />
        <FormButtons submit={submitLabel} pending={create.pending} onCancel={onClose} />
      </Form>
    </Modal>
  );
}
