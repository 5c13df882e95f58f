import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';

/** Its children for operators; for others why there is nothing. */
export function OperatorsOnly({ children }: { readonly children: ReactNode }) {
  if (useSession().session.principal.operator) return children;
  return <EmptyState icon={IconLock} title={strings.permissions.pageTitle} hint={strings.permissions.operatorsOnly} />;
}
