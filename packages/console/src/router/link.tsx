import { Anchor } from '@mantine/core';
import { Link as RouterLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
}

/** A link within the console. */
export function Link({ to, children }: LinkProps) {
  return (
    <Anchor component={RouterLink} to={to}>
      {children}
    </Anchor>
  );
}
