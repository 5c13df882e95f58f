import { Group, Select, TextInput } from '@mantine/core';
import { errorAt } from '../../api/problem.ts';
import { date as formatDate } from '../../moments/format.ts';
import { strings } from '../../strings/index.ts';
import type { Key } from '../key-surface.ts';
import { EXPIRY_PRESETS, type ExpiryChoice, type KeyDraft } from './key-draft.ts';

const text = strings.keys.form;

interface ExpiryFieldProps {
  readonly draft: KeyDraft;
  readonly onChange: (changes: Partial<KeyDraft>) => void;
  readonly error: unknown;
  readonly edited: Key | undefined;
}

/** When the key ends: a preset or a day. */
export function ExpiryField({ draft, onChange, error, edited }: ExpiryFieldProps) {
  const choices: { value: ExpiryChoice; label: string }[] = [
    ...EXPIRY_PRESETS.map((value) => ({ value, label: text.presets[value] })),
    { value: 'date', label: text.presets.date },
  ];
  if (edited !== undefined) {
    const when = edited.expiresAt === null ? strings.keys.neverExpires : formatDate(edited.expiresAt);
    choices.unshift({ value: 'keep', label: text.keep(when) });
  }
  const byDate = draft.expiry === 'date';
  const problem = errorAt(error, '/expiresAt') ?? errorAt(error, '/expiresIn');
  return (
    <Group align="flex-start" grow preventGrowOverflow={false}>
      <Select
        label={text.expires}
        data={choices}
        value={draft.expiry}
        onChange={(value) => {
          const expiry = choices.find((choice) => choice.value === value)?.value;
          if (expiry !== undefined) onChange({ expiry });
        }}
        allowDeselect={false}
        error={byDate ? undefined : problem}
      />
      {byDate && (
        <TextInput
          type="date"
          label={text.date}
          required
          value={draft.date}
          onChange={(event) => onChange({ date: event.currentTarget.value })}
          error={problem}
        />
      )}
    </Group>
  );
}
