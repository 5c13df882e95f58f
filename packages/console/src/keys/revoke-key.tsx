import { Alert, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { sayRevoked } from '../feedback/receipt.ts';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { relative } from '../moments/format.ts';
import { strings } from '../strings/index.ts';
import type { KeyDialogBodyProps } from './read-key.ts';

const text = strings.keys.revoke;

/** Asks once more, with what is known about the key's use, and tells how it went everywhere. */
export function RevokeKey({ surface, read: { key }, onClose }: KeyDialogBodyProps) {
  const [reason, setReason] = useState('');
  const revoke = useAction((api, why: string) => surface.revoke(api, key.id, why));
  const submit = async () => {
    const revoked = await revoke.run(reason.trim());
    if (revoked === undefined) return;
    sayRevoked(text.done(key.name), revoked.enforcement);
    onClose(true);
  };
  return (
    <Form onSubmit={submit}>
      <Alert color="red" icon={<IconAlertTriangle />} title={text.title(key.name)}>
        <Text size="sm">{text.hint}</Text>
        {key.lastUsedAt !== null && (
          <Text size="sm" mt="xs" fw={600}>
            {text.lastUse(relative(key.lastUsedAt, Date.now()), key.lastUsedIp ?? '')}
          </Text>
        )}
      </Alert>
      <FormError error={revoke.error} />
      <TextInput
        label={`${text.reason} (${strings.controls.optional})`}
        description={text.reasonHint}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <FormButtons submit={text.submit} pending={revoke.pending} onCancel={() => onClose(false)} danger />
    </Form>
  );
}
