import { ProblemError } from '@keyward/client';
import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { messageOf } from '../api/problem.ts';

/** What is wrong with a form as a whole; the fields themselves say what is wrong with them. */
export function FormError({ error }: { readonly error: unknown }) {
  if (error === undefined) return null;
  const more = error instanceof ProblemError ? error.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`) : [];
  return (
    <Alert color="red" icon={<IconAlertCircle />} role="alert">
      {messageOf(error)}
      {more.length > 0 && ` ${more.join('; ')}.`}
    </Alert>
  );
}
