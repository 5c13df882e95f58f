import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import classes from './link.module.css';

interface LinkProps {
  /** A path of the console. */
  readonly to: string;
  readonly children: ReactNode;
}

/**
 * A link within the console. Without the libraries' components: long lists have one a row, and none of these has to
 * know whether it leads to where one is.
 */
export function Link({ to, children }: LinkProps) {
  const router = useRouter();
  const follow = (event: MouseEvent) => {
    // A tab or a window of its own is the browser's affair.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate({ to });
  };
  const preload = () => void router.preloadRoute({ to });
  return (
    <a href={to} className={classes.link} onClick={follow} onPointerEnter={preload} onFocus={preload}>
      {children}
    </a>
  );
}
