import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowsSort, IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import type { KeyFilter, KeySort } from './key-filter.ts';
import classes from './sort-header.module.css';

interface SortHeaderProps {
  readonly sort: KeySort;
  readonly label: string;
  readonly filter: KeyFilter;
  readonly onFilter: (filter: KeyFilter) => void;
}

/** The head of a column that the list can be sorted by: names begin with A, times with the latest. */
export function SortHeader({ sort, label, filter, onFilter }: SortHeaderProps) {
  const firstOrder = sort === 'name' ? 'asc' : 'desc';
  const sorted = (filter.sort ?? 'createdAt') === sort;
  const order = filter.order ?? firstOrder;
  const next = sorted && order === firstOrder ? (firstOrder === 'asc' ? 'desc' : 'asc') : firstOrder;
  const Picture = sorted ? (order === 'asc' ? IconSortAscending : IconSortDescending) : IconArrowsSort;
  return (
    <Table.Th aria-sort={sorted ? (order === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <UnstyledButton className={classes.button} onClick={() => onFilter({ ...filter, sort, order: next })}>
        {label}
        <Picture size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}
