import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Place } from '../permissions/may.ts';
import { useMay } from '../permissions/use-may.ts';
import { strings } from '../strings/index.ts';
import classes from './navigation.module.css';
import type { Page } from './pages.ts';

interface NavigationLinkProps {
  readonly page: Page;
  readonly to: string;
  readonly place: Place;
}

/** A link for those who may see the page; a locked one leads there as well, and the page says what is missing. */
export function NavigationLink({ page, to, place }: NavigationLinkProps) {
  const allowed = useMay(place)(page.permission);
  const Picture = page.icon;
  return (
    <Link
      to={to}
      className={classes.link}
      data-locked={!allowed || undefined}
      title={allowed ? undefined : strings.permissions.missing([page.permission])}
    >
      <Picture size={18} stroke={1.7} aria-hidden />
      <span>{page.label}</span>
      {!allowed && <IconLock size={14} className={classes.lock} aria-hidden />}
    </Link>
  );
}
