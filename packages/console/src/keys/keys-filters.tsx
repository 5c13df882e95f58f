import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { strings } from '../strings/index.ts';
import type { KeyFilter } from './key-filter.ts';
import classes from './keys-filters.module.css';

interface KeysFiltersProps {
  readonly filter: KeyFilter;
  readonly onChange: (filter: KeyFilter) => void;
}

const text = strings.keys.filters;
type Choice = 'status' | 'unusedFor' | 'expiringWithin';

/** What narrows the list. Texts take effect when the typing pauses. */
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
      <FilterText label={text.name} value={filter.name ?? ''} onChange={(value) => choose('name', value)} wide />
      <FilterText label={text.tag} value={filter.tag ?? ''} onChange={(value) => choose('tag', value)} />
      {select('status', text.status, text.statuses)}
      {select('unusedFor', text.unused, text.unusedFor)}
      {select('expiringWithin', text.expiring, text.expiringWithin)}
    </Group>
  );
}

interface FilterTextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly wide?: boolean;
}

function FilterText({ label, value, onChange, wide = false }: FilterTextProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const settle = useDebouncedCallback(onChange, 250);
  return (
    <TextInput
      label={label}
      type="search"
      maxLength={wide ? 100 : 50}
      value={typed}
      leftSection={wide ? <IconSearch size={16} aria-hidden /> : undefined}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        settle(currentTarget.value);
      }}
      className={wide ? classes.search : classes.choice}
    />
  );
}
