import { Checkbox, Group, Select } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { FilterText } from '../forms/filter-text.tsx';
import { strings } from '../strings/index.ts';
import type { KeyFilter } from './key-filter.ts';
import classes from './keys-filters.module.css';

interface KeysFiltersProps {
  readonly filter: KeyFilter;
  readonly onChange: (filter: KeyFilter) => void;
  /** Whether the keys have permissions that can be told to be of no use. */
  readonly byPermissions: boolean;
}

const text = strings.keys.filters;
/** Among the spans of disuse: since the key was made. */
const NEVER = 'never';

/** What narrows the list. */
export function KeysFilters({ filter, onChange, byPermissions }: KeysFiltersProps) {
  const { unusedFor = '', neverUsed, permissionsUnused, ...others } = filter;
  const set = (changes: KeyFilter) => onChange({ ...filter, ...changes });
  const chooseUse = (value: string) =>
    onChange({
      ...others,
      ...(permissionsUnused === true && { permissionsUnused }),
      ...(value === NEVER ? { neverUsed: true } : { unusedFor: value }),
    });
  const select = (
    label: string,
    options: Readonly<Record<string, string>>,
    value: string,
    choose: (value: string) => void,
  ) => (
    <Select
      label={label}
      data={Object.entries(options).map(([option, name]) => ({ value: option, label: name }))}
      value={value}
      onChange={(chosen) => choose(chosen ?? '')}
      allowDeselect={false}
      className={classes.choice}
    />
  );
  return (
    <Group component="search" align="flex-end" gap="sm" mb="md" aria-label={text.label}>
      <FilterText
        label={text.name}
        value={filter.name ?? ''}
        onChange={(name) => set({ name })}
        leftSection={<IconSearch size={16} aria-hidden />}
        className={classes.search}
      />
      <FilterText
        label={text.tag}
        value={filter.tag ?? ''}
        maxLength={50}
        onChange={(tag) => set({ tag })}
        className={classes.choice}
      />
      {select(text.status, text.statuses, filter.status ?? '', (status) => set({ status }))}
      {select(text.unused, text.unusedFor, neverUsed === true ? NEVER : unusedFor, chooseUse)}
      {select(text.expiring, text.expiringWithin, filter.expiringWithin ?? '', (expiringWithin) =>
        set({ expiringWithin }),
      )}
      {byPermissions && (
        <Checkbox
          label={text.permissionsUnused}
          checked={permissionsUnused === true}
          onChange={(event) => set({ permissionsUnused: event.currentTarget.checked })}
          className={classes.check}
        />
      )}
    </Group>
  );
}
