import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';

interface FormProps {
  readonly onSubmit: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** A form that script sends. */
export function Form({ onSubmit, children }: FormProps) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // A form in a dialog is inside the page's other forms, as far as events go.
        event.stopPropagation();
        void onSubmit();
      }}
    >
      <Stack>{children}</Stack>
    </form>
  );
}
