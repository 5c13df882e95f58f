import { Alert, Modal, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Api } from '../api/api.ts';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { strings } from '../strings/index.ts';
import { Form } from './form.tsx';
import { FormButtons } from './form-buttons.tsx';

interface DeleteDialogProps<Result> {
  readonly title: string;
  readonly hint: string;
  /** What the button says, where it is not «Delete». */
  readonly submit?: string;
  /** To be typed first, where much would be lost. */
  readonly confirmName?: string;
  /** False while it is not known yet what would be lost. */
  readonly ready?: boolean;
  readonly remove: (api: Api) => Promise<Result>;
  readonly onDeleted: (result: Result) => void;
  readonly onClose: () => void;
  /** What else to know before. */
  readonly children?: ReactNode;
}

/** Asks before something is deleted, or else taken away. */
export function DeleteDialog<Result>(props: DeleteDialogProps<Result>) {
  const { title, hint, submit = strings.controls.delete, confirmName, ready = true } = props;
  const { remove, onDeleted, onClose, children } = props;
  const [typed, setTyped] = useState('');
  const action = useAction((api) => remove(api));
  const confirmed = ready && (confirmName === undefined || typed === confirmName);
  const send = async () => {
    if (!confirmed) return;
    const result = await action.run(undefined);
    if (result !== undefined) onDeleted(result);
  };
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <Form onSubmit={send}>
        <Alert color="red" icon={<IconAlertTriangle />}>
          {hint}
        </Alert>
        {children}
        <FormError error={action.error} />
        {confirmName !== undefined && (
          <TextInput
            label={strings.controls.typeToConfirm(confirmName)}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        <FormButtons submit={submit} pending={action.pending} onCancel={onClose} disabled={!confirmed} danger />
      </Form>
    </Modal>
  );
}
