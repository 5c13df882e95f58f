import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { strings } from '../strings/index.ts';

interface FormButtonsProps {
  readonly submit: string;
  readonly pending: boolean;
  readonly onCancel: () => void;
  readonly disabled?: boolean;
  /** For what can't be taken back. */
  readonly danger?: boolean;
  /** Beside the buttons. */
  readonly children?: ReactNode;
}

/** What ends a form: sending it, or leaving it. */
export function FormButtons({
  submit,
  pending,
  onCancel,
  disabled = false,
  danger = false,
  children,
}: FormButtonsProps) {
  return (
    <Group justify="flex-end">
      {children}
      <Button variant="default" onClick={onCancel}>
        {strings.controls.cancel}
      </Button>
      <Button type="submit" loading={pending} disabled={disabled} {...(danger && { color: 'red' })}>
        {submit}
      </Button>
    </Group>
  );
}
