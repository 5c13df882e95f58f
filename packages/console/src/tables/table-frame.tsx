import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { strings } from '../strings/index.ts';
import classes from './table-frame.module.css';

interface TableFrameProps {
  readonly label: string;
  /** The heads of the columns; an empty one is that of a row's actions. Strings alone can't be sorted by. */
  readonly columns: readonly (string | { readonly key: string; readonly head: ReactNode })[];
  readonly children: ReactNode;
}

/** A table that becomes a list of cards on a phone: its cells name their column by `data-label`. */
export function TableFrame({ label, columns, children }: TableFrameProps) {
  return (
    <div className={classes.frame}>
      <Table className={classes.table} verticalSpacing="sm" horizontalSpacing={8} highlightOnHover aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => {
              if (typeof column !== 'string') return column.head;
              if (column === '') {
                return (
                  <Table.Th key="actions">
                    <VisuallyHidden>{strings.controls.actions}</VisuallyHidden>
                  </Table.Th>
                );
              }
              return <Table.Th key={column}>{column}</Table.Th>;
            })}
          </Table.Tr>
        </Table.Thead>
        {children}
      </Table>
    </div>
  );
}
