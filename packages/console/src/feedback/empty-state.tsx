import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  readonly hint: string;
  /** What to do first. */
  readonly children?: ReactNode;
}

/** What stands where a list has nothing yet. */
export function EmptyState({ icon: Picture, title, hint, children }: EmptyStateProps) {
  return (
    <Center py={64} px="md">
      <Stack align="center" gap="sm" maw={460}>
        <ThemeIcon size={56} radius="xl" variant="light" aria-hidden>
          <Picture size={28} stroke={1.6} />
        </ThemeIcon>
        <Title order={2} size="h4" ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center">
          {hint}
        </Text>
        {children}
      </Stack>
    </Center>
  );
}
