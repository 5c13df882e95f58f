import { IconMapOff } from '@tabler/icons-react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { strings } from '../strings/index.ts';
import { Link } from './link.tsx';

export function NotFoundPage() {
  return (
    <>
      <PageHeader title={strings.navigation.notFound} />
      <EmptyState icon={IconMapOff} title={strings.navigation.notFoundTitle} hint={strings.navigation.notFoundHint}>
        <Link to="/">{strings.navigation.home}</Link>
      </EmptyState>
    </>
  );
}
