import { IconMapOff } from '@tabler/icons-react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { strings } from '../strings/index.ts';
import { Link } from './link.tsx';

export function NotFoundPage() {
  return (
    <>
      <PageHeader title={strings.common.notFound} />
      <EmptyState icon={IconMapOff} title={strings.common.notFoundTitle} hint={strings.common.notFoundHint}>
        <Link to="/">{strings.common.home}</Link>
      </EmptyState>
    </>
  );
}
