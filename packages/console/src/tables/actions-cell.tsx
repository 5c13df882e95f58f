import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './table-frame.module.css';

/** The cell of a row's menu: on a phone it is in the corner of the row's card. */
export function ActionsCell({ children }: { readonly children: ReactNode }) {
  return <Table.Td className={classes.actions}>{children}</Table.Td>;
}
