import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { strings } from '../strings/index.ts';
import classes from './page-header.module.css';

interface PageHeaderProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** What can be done on the page as a whole. */
  readonly children?: ReactNode;
}

/** The page's one first-level heading, which is the window's title as well. */
export function PageHeader({ title, subtitle, children }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} – ${strings.navigation.product}`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-start" mb="lg" gap="sm">
      <div className={classes.text}>
        <Title order={1} size="h2">
          {title}
        </Title>
        {subtitle !== undefined && (
          <Text c="dimmed" mt={2} component="div">
            {subtitle}
          </Text>
        )}
      </div>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
