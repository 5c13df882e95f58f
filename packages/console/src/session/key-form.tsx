import { Alert, Button, PasswordInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../api/problem.ts';
import { Form } from '../forms/form.tsx';
import { strings } from '../strings/index.ts';
import { type Session, signInWithKey } from './session.ts';

const text = strings.signIn;

/** Signs in with a management key. The field is emptied as soon as the key was accepted. */
export function KeyForm({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const [key, setKey] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  const submit = async () => {
    setPending(true);
    setError(undefined);
    try {
      const session = await signInWithKey(key.trim());
      setKey('');
      onSignedIn(session);
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  return (
    <Form onSubmit={submit}>
      {error !== undefined && (
        <Alert color="red" icon={<IconAlertCircle />} role="alert">
          {messageOf(error)}
        </Alert>
      )}
      <PasswordInput
        label={text.managementKey}
        description={text.managementKeyHint}
        placeholder="kw_mgmt_…"
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        required
        data-autofocus
        visibilityToggleButtonProps={{ 'aria-label': text.showKey }}
      />
      <Button type="submit" loading={pending} fullWidth>
        {text.signIn}
      </Button>
    </Form>
  );
}
