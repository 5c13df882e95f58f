import { MultiSelect, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { flowsQuery } from '../../flows/queries.ts';
import type { Place } from '../../permissions/may.ts';
import { useMay } from '../../permissions/use-may.ts';
import { useSession } from '../../session/session-context.ts';
import { strings } from '../../strings/index.ts';

const text = strings.keys.form;

interface FlowsFieldProps {
  readonly place: Place;
  readonly value: readonly string[];
  readonly onChange: (flows: string[]) => void;
  readonly error: string | undefined;
}

/** The flows that a key is kept to: chosen by name by those who may see flows, typed by their id by others. */
export function FlowsField({ place, value, onChange, error }: FlowsFieldProps) {
  const { api } = useSession();
  const visible = useMay(place)('flows:view') && place.workspaceId !== undefined;
  const flows = useQuery({ ...flowsQuery(api, place.workspaceId ?? ''), enabled: visible });
  const common = { label: text.flows, description: text.flowsHint, value: [...value], onChange, error };
  if (!visible || flows.data === undefined) return <TagsInput {...common} acceptValueOnBlur />;
  const named = new Map(flows.data.map(({ id, name }) => [id, name]));
  const ids = [...new Set([...named.keys(), ...value])];
  return <MultiSelect {...common} data={ids.map((id) => ({ value: id, label: named.get(id) ?? id }))} searchable />;
}
