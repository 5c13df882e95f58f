import type { Schemas } from '@keyward/client';
import { Button, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../facts/section.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { dateTime, relative } from '../moments/format.ts';
import { Moment } from '../moments/moment.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';

const text = strings.imports;
type Import = Schemas['Import'];

/** What was imported before, and taking it back. */
export function ImportHistory() {
  const { api } = useSession();
  const { id: workspaceId } = useWorkspace();
  const queryClient = useQueryClient();
  const [undoing, setUndoing] = useState<Import>();
  const query = useQuery({
    queryKey: ['workspaces', workspaceId, 'imports'],
    queryFn: ({ signal }) =>
      api.get('/v1/workspaces/{workspaceId}/api-keys/imports', { path: { workspaceId }, query: { limit: 20 }, signal }),
  });
  return (
    <Section title={text.history}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{text.historyEmpty}</Text>
          ) : (
            <TableFrame label={text.history} columns={[text.when, text.format, text.mode, text.counts, '']}>
              <Table.Tbody>
                {items.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td data-label={text.when}>
                      <Moment at={one.createdAt} none="" />
                    </Table.Td>
                    <Table.Td data-label={text.format}>{text.formats[one.format]}</Table.Td>
                    <Table.Td data-label={text.mode}>{text.modes[one.mode][0]}</Table.Td>
                    <Table.Td data-label={text.counts}>
                      {text.summary(one.added, one.overwritten, one.skipped, one.revoked)}
                    </Table.Td>
                    <Table.Td>
                      <UndoCell one={one} onUndo={() => setUndoing(one)} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </TableFrame>
          )
        }
      </Loaded>
      {undoing !== undefined && (
        <DeleteDialog
          title={text.undoTitle}
          hint={text.undoHint}
          submit={text.undo}
          remove={(client) =>
            client.post('/v1/workspaces/{workspaceId}/api-keys/imports/{importId}/undo', {
              path: { workspaceId, importId: undoing.id },
            })
          }
          onDeleted={({ enforcement }) => {
            say(text.undone, enforcement ?? undefined);
            setUndoing(undefined);
            void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId] });
          }}
          onClose={() => setUndoing(undefined)}
        />
      )}
    </Section>
  );
}

function UndoCell({ one, onUndo }: { readonly one: Import; readonly onUndo: () => void }) {
  const now = Date.now();
  if (one.undoneAt !== null) return <Text size="sm">{text.undoneAt(relative(one.undoneAt, now))}</Text>;
  if (Date.parse(one.undoableUntil) <= now) return <Text size="sm">{text.tooLate}</Text>;
  return (
    <Button size="xs" variant="default" onClick={onUndo} title={text.undoUntil(dateTime(one.undoableUntil))}>
      {text.undo}
    </Button>
  );
}
