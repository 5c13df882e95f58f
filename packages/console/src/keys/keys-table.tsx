import { Badge, Group, Table, Text } from '@mantine/core';
import { Moment } from '../moments/moment.tsx';
import { strings } from '../strings/index.ts';
import classes from '../tables/table-frame.module.css';
import { TableFrame } from '../tables/table-frame.tsx';
import type { KeyFilter, KeySort } from './key-filter.ts';
import { type KeyActions, KeyMenu } from './key-menu.tsx';
import { KeyStatusBadge } from './key-status-badge.tsx';
import type { Key, KeySurface } from './key-surface.ts';
import { PermissionBadges } from './permission-badges.tsx';
import { SortHeader } from './sort-header.tsx';

const text = strings.keys;

interface KeysTableProps {
  readonly surface: KeySurface;
  readonly keys: readonly Key[];
  readonly filter: KeyFilter;
  readonly onFilter: (filter: KeyFilter) => void;
  readonly actions: KeyActions;
  /** What the table is, to a screen reader. */
  readonly label: string;
}

export function KeysTable({ surface, keys, filter, onFilter, actions, label }: KeysTableProps) {
  const sortable = (sort: KeySort, heading: string) => ({
    key: sort,
    head: <SortHeader key={sort} sort={sort} label={heading} filter={filter} onFilter={onFilter} />,
  });
  const hasPermissions = surface.use === 'flows' || surface.use === 'management';
  const columns = [
    sortable('name', text.columns.name),
    text.columns.display,
    ...(hasPermissions ? [text.columns.permissions] : []),
    text.columns.status,
    sortable('createdAt', text.columns.created),
    sortable('lastUsedAt', text.columns.lastUsed),
    text.columns.expires,
    '',
  ];
  return (
    <TableFrame label={label} columns={columns}>
      <Table.Tbody>
        {keys.map((key) => (
          <Table.Tr key={`${key.id}-${key.createdAt}`}>
            <Table.Td className={classes.name}>
              {surface.link(key.id, key.name)}
              <Group gap={4}>
                {key.tags.map((tag) => (
                  <Badge key={tag} size="xs" variant="outline" color="gray" tt="none" className={classes.tag}>
                    {tag}
                  </Badge>
                ))}
              </Group>
            </Table.Td>
            <Table.Td data-label={text.columns.display}>
              <Text component="code" size="xs" ff="monospace" className={classes.display}>
                {key.display}
              </Text>
            </Table.Td>
            {hasPermissions && (
              <Table.Td data-label={text.columns.permissions}>
                <PermissionBadges permissions={key.permissions} most={3} />
              </Table.Td>
            )}
            <Table.Td data-label={text.columns.status}>
              <KeyStatusBadge status={key.status} />
            </Table.Td>
            <Table.Td data-label={text.columns.created} className={classes.moment}>
              <Moment at={key.createdAt} none="" />
            </Table.Td>
            <Table.Td data-label={text.columns.lastUsed} className={classes.moment}>
              <Moment at={key.lastUsedAt} none={text.neverUsed} />
            </Table.Td>
            <Table.Td data-label={text.columns.expires} className={classes.moment}>
              <Moment at={key.expiresAt} none={text.neverExpires} />
            </Table.Td>
            <Table.Td className={classes.actions}>
              <KeyMenu shown={key} surface={surface} actions={actions} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
