import { Button, Group, Text } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useDeferredValue, useState } from 'react';
import { EmptyState } from '../feedback/empty-state.tsx';
import { Failure } from '../feedback/failure.tsx';
import { PageSkeleton } from '../feedback/page-skeleton.tsx';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { KeyDialog, type OpenedDialog } from './key-dialog.tsx';
import { isFiltering, type KeyFilter, parseKeyFilter } from './key-filter.ts';
import type { KeyActions } from './key-menu.tsx';
import { keysQuery } from './key-queries.ts';
import type { KeySurface } from './key-surface.ts';
import { KeysFilters } from './keys-filters.tsx';
import { KeysTable } from './keys-table.tsx';

interface KeysListProps {
  readonly surface: KeySurface;
  readonly filter: KeyFilter;
  readonly onFilter: (filter: KeyFilter) => void;
  readonly label: string;
  /** Where there is no key at all. */
  readonly empty: ReactNode;
}

const text = strings.keys;

/** The keys of a surface with what narrows, sorts and pages them, and what can be done to each. */
export function KeysList({ surface, filter, onFilter, label, empty }: KeysListProps) {
  const { api } = useSession();
  const queryClient = useQueryClient();
  const [page, setPage] = useState(0);
  const [dialog, setDialog] = useState<OpenedDialog>();
  const query = useInfiniteQuery(keysQuery(api, surface, filter));

  const change = (next: KeyFilter) => {
    setPage(0);
    onFilter(parseKeyFilter({ ...next }));
  };
  const turn = async (to: number) => {
    if (to >= (query.data?.pages.length ?? 0)) await query.fetchNextPage();
    setPage(to);
  };
  const closed = (changed: boolean) => {
    setDialog(undefined);
    if (changed) void queryClient.invalidateQueries({ queryKey: surface.cacheKey });
  };

  const act = useCallback<KeyActions>((action, keyId) => setDialog({ action, keyId }), []);

  // Rendered in slices between what the person does meanwhile, not in one go as soon as the answer is there.
  const shown = useDeferredValue(query.data?.pages[page] ?? query.data?.pages[0]);
  if (shown === undefined) {
    if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
    return <PageSkeleton />;
  }
  const nothing = shown.items.length === 0;
  if (nothing && !isFiltering(filter)) return empty;
  return (
    <>
      <KeysFilters filter={filter} onChange={change} byPermissions={surface.use === 'flows'} />
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {nothing ? (
        <EmptyState icon={IconSearchOff} title={text.noMatchTitle} hint={text.noMatchHint}>
          <Button variant="default" onClick={() => change({})}>
            {text.clearFilters}
          </Button>
        </EmptyState>
      ) : (
        <KeysTable surface={surface} keys={shown.items} filter={filter} onFilter={change} actions={act} label={label} />
      )}
      {(page > 0 || shown.nextCursor !== null) && (
        <Group justify="flex-end" mt="md">
          <Button variant="default" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {strings.controls.previous}
          </Button>
          <Text size="sm" aria-live="polite">
            {strings.controls.page(page + 1)}
          </Text>
          <Button
            variant="default"
            disabled={shown.nextCursor === null}
            loading={query.isFetchingNextPage}
            onClick={() => void turn(page + 1)}
          >
            {strings.controls.next}
          </Button>
        </Group>
      )}
      <KeyDialog surface={surface} dialog={dialog} onClose={closed} />
    </>
  );
}
