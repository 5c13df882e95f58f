import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Section } from '../facts/section.tsx';
import { upstreamsQuery } from '../flows/queries.ts';
import { useMay } from '../permissions/use-may.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { TableFrame } from '../tables/table-frame.tsx';
import type { Gateway } from './gateway-dialog.tsx';

const text = strings.gateways;

/** The models of a configuration, and who answers for each. */
export function ModelsSection({ gateway }: { readonly gateway: Gateway }) {
  const { api } = useSession();
  const { id: workspaceId, place } = useWorkspace();
  const upstreams = useQuery({ ...upstreamsQuery(api, workspaceId), enabled: useMay(place)('upstreams:view') });
  const named = new Map(upstreams.data?.map(({ id, name }) => [id, name]));
  return (
    <Section title={text.models}>
      <TableFrame label={text.models} columns={[text.model, text.upstream, text.upstreamModel]}>
        <Table.Tbody>
          {gateway.models.map(({ name, upstreamId, upstreamModel }) => (
            <Table.Tr key={name}>
              <Table.Td>
                <code>{name}</code>
              </Table.Td>
              <Table.Td data-label={text.upstream}>{named.get(upstreamId) ?? upstreamId}</Table.Td>
              <Table.Td data-label={text.upstreamModel}>{upstreamModel ?? text.same}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}
