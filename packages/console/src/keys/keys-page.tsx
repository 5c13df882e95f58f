import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import type { KeyFilter } from './key-filter.ts';
import type { KeySurface } from './key-surface.ts';
import { KeysList } from './keys-list.tsx';

interface KeysPageProps {
  readonly surface: KeySurface;
  readonly text: Readonly<Record<'title' | 'subtitle' | 'add' | 'create' | 'emptyTitle' | 'emptyHint', string>>;
  readonly filter: KeyFilter;
  readonly onFilter: (filter: KeyFilter) => void;
}

/** One kind of key as a page of its own. */
export function KeysPage({ surface, text, filter, onFilter }: KeysPageProps) {
  const { place, needs } = surface;
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        <GuardedButton
          permission={needs.create}
          place={place}
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
        >
          {text.add}
        </GuardedButton>
      </PageHeader>
      <GuardedPage permission={needs.view} place={place}>
        <KeysList
          surface={surface}
          filter={filter}
          onFilter={onFilter}
          label={text.title}
          empty={<EmptyState icon={IconKey} title={text.emptyTitle} hint={text.emptyHint} />}
        />
      </GuardedPage>
      {adding && (
        <CreateKeyDialog
          surface={surface}
          title={text.add}
          submitLabel={text.create}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
