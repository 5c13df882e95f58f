import { Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Api } from '../api/api.ts';
import { errorAt } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { strings } from '../strings/index.ts';
import { Form } from './form.tsx';
import { FormButtons } from './form-buttons.tsx';

interface NameDialogProps<Result> {
  readonly title: string;
  readonly hint?: string;
  readonly submit: string;
  readonly initial?: string;
  readonly save: (api: Api, name: string) => Promise<Result>;
  readonly onSaved: (result: Result) => void;
  readonly onClose: () => void;
}

/** Asks for the name of something that has nothing else to say about it. */
export function NameDialog<Result>({
  title,
  hint,
  submit,
  initial = '',
  save,
  onSaved,
  onClose,
}: NameDialogProps<Result>) {
  const [name, setName] = useState(initial);
  const action = useAction(save);
  const send = async () => {
    const result = await action.run(name.trim());
    if (result !== undefined) onSaved(result);
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <Form onSubmit={send}>
        {hint !== undefined && <Text c="dimmed">{hint}</Text>}
        <FormError error={action.error} />
        <TextInput
          label={strings.settings.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorAt(action.error, '/name')}
          maxLength={100}
          required
          data-autofocus
        />
        <FormButtons submit={submit} pending={action.pending} onCancel={onClose} disabled={name.trim() === initial} />
      </Form>
    </Modal>
  );
}
