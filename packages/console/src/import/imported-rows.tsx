import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';
import type { ImportResult } from './import-file.ts';

const text = strings.imports;
const MOST = 200;
const ACTIONS = ['added', 'overwritten', 'skipped', 'revoked'] as const;
const COLORS = { added: 'green', overwritten: 'yellow', skipped: 'gray', revoked: 'red' } as const;

/** What becomes of each row of a file, and of each key that it replaces. */
export function ImportedRows({ result, label }: { readonly result: ImportResult; readonly label: string }) {
  const keys = result.keys ?? [];
  const shown = keys.slice(0, MOST);
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {ACTIONS.map((action) => (
          <Badge key={action} color={COLORS[action]} variant="light" size="lg" tt="none">
            {text.actions[action]}: {result[action].toLocaleString('en')}
          </Badge>
        ))}
      </Group>
      <TableFrame label={label} columns={[text.row, text.name, text.action, text.key, text.notes]}>
        <Table.Tbody>
          {shown.map((key) => (
            <Table.Tr key={`${key.row} ${key.id} ${key.name}`}>
              <Table.Td data-label={text.row}>{key.row === null ? text.notInFile : text.fileRow(key.row)}</Table.Td>
              <Table.Td data-label={text.name}>{key.name}</Table.Td>
              <Table.Td data-label={text.action}>
                <Badge color={COLORS[key.action]} variant="light" tt="none">
                  {text.actions[key.action]}
                </Badge>
              </Table.Td>
              <Table.Td data-label={text.key}>
                <code>{key.display ?? '–'}</code>
              </Table.Td>
              <Table.Td data-label={text.notes}>{key.notes.join(' ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
      {shown.length < keys.length && <Text c="dimmed">{text.shown(shown.length, keys.length)}</Text>}
    </Stack>
  );
}
