import { ProblemError } from '@keyward/client';
import { Alert, Button, Center, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { messageOf } from '../api/problem.ts';
import { strings } from '../strings/index.ts';

interface FailureProps {
  readonly error: unknown;
  readonly retry?: () => void;
  /** In the middle of an otherwise empty page. */
  readonly page?: boolean;
}

/** What went wrong, from the problem document, with the id to look it up by. */
export function Failure({ error, retry, page = false }: FailureProps) {
  const id = error instanceof ProblemError ? error.instance : undefined;
  const alert = (
    <Alert color="red" icon={<IconAlertCircle />} title={strings.problems.title} role="alert">
      <Stack gap="xs">
        <Text size="sm">{messageOf(error)}</Text>
        {id !== undefined && (
          <Text size="xs" c="dimmed">
            {strings.problems.requestId(id)}
          </Text>
        )}
        {retry !== undefined && (
          <Group>
            <Button size="xs" variant="default" onClick={retry}>
              {strings.controls.tryAgain}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
  return page ? (
    <Center component="main" mih="60vh" p="md">
      {alert}
    </Center>
  ) : (
    alert
  );
}
