import { Group, TextInput } from '@mantine/core';
import { FilterText } from '../forms/filter-text.tsx';
import { strings } from '../strings/index.ts';
import type { AuditFilter } from './audit-filter.ts';

const text = strings.audit;

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const set = (member: keyof AuditFilter) => (value: string) => onChange({ ...filter, [member]: value });
  const day = (member: 'from' | 'to', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={filter[member] ?? ''}
      onChange={(event) => set(member)(event.currentTarget.value)}
    />
  );
  return (
    <Group component="search" align="flex-end" gap="sm" mb="md" aria-label={text.filters}>
      <FilterText
        label={text.action}
        placeholder={text.actionHint}
        value={filter.action ?? ''}
        onChange={set('action')}
      />
      <FilterText label={text.actorId} value={filter.actorId ?? ''} onChange={set('actorId')} />
      <FilterText label={text.targetId} value={filter.targetId ?? ''} onChange={set('targetId')} />
      {day('from', text.from)}
      {day('to', text.to)}
    </Group>
  );
}
