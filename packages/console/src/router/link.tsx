import { Link as RouterLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './link.module.css';

interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
}

/** A link within the console. Without the library's component: long lists have one a row. */
export function Link({ to, children }: LinkProps) {
  return (
    <RouterLink to={to} className={classes.link}>
      {children}
    </RouterLink>
  );
}
