import type { Schemas } from '@keyward/client';
import { Modal, Stack, Table, Text } from '@mantine/core';
import { type Fact, Facts } from '../facts/facts.tsx';
import { dateTime } from '../moments/format.ts';
import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';
import { changedMembers } from './changed-members.ts';

const text = strings.audit;
export type AuditEvent = Schemas['AuditEvent'];

/** One record in full, with before and after side by side. */
export function AuditDetails({ event, onClose }: { readonly event: AuditEvent; readonly onClose: () => void }) {
  const changes = changedMembers(event.before, event.after);
  const facts: Fact[] = [
    [text.when, dateTime(event.at)],
    [text.actor, `${event.actor.name} (${event.actor.type} ${event.actor.id})`],
    [text.target, `${event.target.name ?? ''} (${event.target.type} ${event.target.id})`],
    [text.workspace, event.workspaceId ?? '–'],
    [text.address, event.ip ?? '–'],
    [text.agent, event.userAgent ?? '–'],
    [text.request, event.requestId ?? '–'],
  ];
  return (
    <Modal opened onClose={onClose} title={event.action} size="xl">
      <Stack>
        <Facts facts={facts} />
        {changes.length === 0 ? (
          <Text c="dimmed">{text.noChange}</Text>
        ) : (
          <TableFrame label={text.details(event.action)} columns={[text.member, text.before, text.after]}>
            <Table.Tbody>
              {changes.map(({ name, before, after }) => (
                <Table.Tr key={name}>
                  <Table.Td data-label={text.member}>{name}</Table.Td>
                  <Table.Td data-label={text.before}>{before}</Table.Td>
                  <Table.Td data-label={text.after}>{after}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </TableFrame>
        )}
      </Stack>
    </Modal>
  );
}
