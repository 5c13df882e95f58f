import { Group, Select } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { FilterText } from '../forms/filter-text.tsx';
import { strings } from '../strings/index.ts';
import type { KeyFilter } from './key-filter.ts';
import classes from './keys-filters.module.css';

interface KeysFiltersProps {
  readonly filter: KeyFilter;
  readonly onChange: (filter: KeyFilter) => void;
}

const text = strings.keys.filters;
type Choice = 'status' | 'unusedFor' | 'expiringWithin';

/** What narrows the list. */
export function KeysFilters({ filter, onChange }: KeysFiltersProps) {
  const choose = (member: Choice | 'name' | 'tag', value: string) => onChange({ ...filter, [member]: value });
  const select = (member: Choice, label: string, options: Readonly<Record<string, string>>) => (
    <Select
      label={label}
      data={Object.entries(options).map(([value, name]) => ({ value, label: name }))}
      value={filter[member] ?? ''}
      onChange={(value) => choose(member, value ?? '')}
      allowDeselect={false}
      className={classes.choice}
    />
  );
  return (
    <Group component="search" align="flex-end" gap="sm" mb="md" aria-label={text.label}>
      <FilterText
        label={text.name}
        value={filter.name ?? ''}
        onChange={(value) => choose('name', value)}
        leftSection={<IconSearch size={16} aria-hidden />}
        className={classes.search}
      />
      <FilterText
        label={text.tag}
        value={filter.tag ?? ''}
        maxLength={50}
        onChange={(value) => choose('tag', value)}
        className={classes.choice}
      />
      {select('status', text.status, text.statuses)}
      {select('unusedFor', text.unused, text.unusedFor)}
      {select('expiringWithin', text.expiring, text.expiringWithin)}
    </Group>
  );
}
