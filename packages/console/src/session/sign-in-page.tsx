import { Alert, Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { Logo } from '../layout/logo.tsx';
import { strings } from '../strings/index.ts';
import { KeyForm } from './key-form.tsx';
import type { Session, SignInMethod } from './session.ts';

const text = strings.signIn;

interface SignInPageProps {
  readonly methods: readonly SignInMethod[];
  readonly onSignedIn: (session: Session) => void;
}

/** By the provider where one is configured, else by a management key. Afterwards the address that was asked for opens. */
export function SignInPage({ methods, onSignedIn }: SignInPageProps) {
  const { pathname, search } = window.location;
  const failure = new URLSearchParams(search).get('signInError');
  const returnTo = encodeURIComponent(failure === null ? pathname + search : '/');
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder shadow="sm" p="xl" w="100%" maw={440} radius="lg">
        <Stack gap="lg">
          <Logo />
          <div>
            <Title order={1} size="h2">
              {text.title}
            </Title>
            <Text c="dimmed" mt={4}>
              {text.subtitle}
            </Text>
          </div>
          {failure !== null && (
            <Alert color="red" icon={<IconAlertCircle />} role="alert">
              {text.failed(failure)}
            </Alert>
          )}
          {methods.includes('oidc') && (
            <Button component="a" href={`/session/oidc/start?returnTo=${returnTo}`} fullWidth>
              {text.withProvider}
            </Button>
          )}
          {methods.includes('management-key') && <KeyForm onSignedIn={onSignedIn} />}
        </Stack>
      </Paper>
    </Center>
  );
}
