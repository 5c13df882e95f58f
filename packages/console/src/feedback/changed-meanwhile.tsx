import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { strings } from '../strings/index.ts';

const text = strings.problems;

interface ChangedMeanwhileProps {
  readonly onTakeTheirs: () => void;
  readonly onKeepMine: () => void;
}

/** Two people edited one thing: the second one chooses. */
export function ChangedMeanwhile({ onTakeTheirs, onKeepMine }: ChangedMeanwhileProps) {
  return (
    <Alert color="yellow" icon={<IconUsers />} title={text.changedTitle} role="alert">
      <Stack gap="sm">
        <Text size="sm">{text.changedHint}</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onTakeTheirs}>
            {text.takeTheirs}
          </Button>
          <Button size="xs" onClick={onKeepMine}>
            {text.keepMine}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
