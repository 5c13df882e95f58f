import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { strings } from '../strings/index.ts';
import type { Place } from './may.ts';
import { useMay } from './use-may.ts';

interface GuardedPageProps {
  readonly permission: string;
  readonly place: Place;
  readonly children: ReactNode;
}

/** Its children for those who may see them; for others which permission is missing. */
export function GuardedPage({ permission, place, children }: GuardedPageProps) {
  if (useMay(place)(permission)) return children;
  return (
    <EmptyState
      icon={IconLock}
      title={strings.permissions.pageTitle}
      hint={strings.permissions.missing([permission])}
    />
  );
}
