import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  /** What can be done in it. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page, with a heading of its own. */
export function Section({ title, actions, children }: SectionProps) {
  return (
    <Paper component="section" withBorder p="lg" aria-label={title}>
      <Group mb="sm" justify="space-between">
        <Title order={2} size="h4">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Paper>
  );
}
