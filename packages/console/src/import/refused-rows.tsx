import { ProblemError } from '@keyward/client';
import { Alert, Stack, Table, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { Failure } from '../feedback/failure.tsx';
import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';

const text = strings.imports;
const MOST = 200;

/** Why a file was refused: every bad row with its place, or the reason for the whole. */
export function RefusedRows({ error }: { readonly error: unknown }) {
  if (error === undefined) return null;
  if (!(error instanceof ProblemError) || error.errors.length === 0) return <Failure error={error} />;
  const shown = error.errors.slice(0, MOST);
  return (
    <Stack gap="sm">
      <Alert color="red" icon={<IconAlertCircle />} title={text.refused} role="alert">
        {text.refusedHint(error.errors.length)}
      </Alert>
      <TableFrame label={text.refused} columns={[text.place, text.problem]}>
        <Table.Tbody>
          {shown.map(({ pointer, detail }) => (
            <Table.Tr key={`${pointer} ${detail}`}>
              <Table.Td data-label={text.place}>
                <code>{pointer}</code>
              </Table.Td>
              <Table.Td data-label={text.problem}>{detail}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
      {shown.length < error.errors.length && <Text c="dimmed">{text.shown(shown.length, error.errors.length)}</Text>}
    </Stack>
  );
}
