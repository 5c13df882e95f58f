import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';
import type { KeyFilter, KeySort } from './key-filter.ts';
import type { KeyActions } from './key-menu.tsx';
import { hasPermissions, KeyRow } from './key-row.tsx';
import type { Key, KeySurface } from './key-surface.ts';
import { SortHeader } from './sort-header.tsx';

const text = strings.keys;

interface KeysTableProps {
  readonly surface: KeySurface;
  readonly keys: readonly Key[];
  readonly filter: KeyFilter;
  readonly onFilter: (filter: KeyFilter) => void;
  /** Stays the same from one rendering to the next, or every row is rendered anew. */
  readonly actions: KeyActions;
  /** What the table is, to a screen reader. */
  readonly label: string;
}

export function KeysTable({ surface, keys, filter, onFilter, actions, label }: KeysTableProps) {
  const sortable = (sort: KeySort, heading: string) => ({
    key: sort,
    head: <SortHeader key={sort} sort={sort} label={heading} filter={filter} onFilter={onFilter} />,
  });
  const columns = [
    sortable('name', text.columns.name),
    text.columns.display,
    ...(hasPermissions(surface) ? [text.columns.permissions] : []),
    text.columns.status,
    sortable('createdAt', text.columns.created),
    sortable('lastUsedAt', text.columns.lastUsed),
    text.columns.expires,
    '',
  ];
  return (
    <TableFrame label={label} columns={columns}>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={`${key.id}-${key.createdAt}`} surface={surface} shown={key} actions={actions} />
        ))}
      </tbody>
    </TableFrame>
  );
}
