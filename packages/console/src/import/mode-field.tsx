import { Radio, Stack } from '@mantine/core';
import { strings } from '../strings/index.ts';
import type { ImportMode } from './import-file.ts';

const text = strings.imports;
const MODES: readonly ImportMode[] = ['add-new', 'overwrite', 'replace-all', 'error-if-exists'];

interface ModeFieldProps {
  readonly value: ImportMode;
  readonly onChange: (mode: ImportMode) => void;
}

/** What happens to names that exist, in words. */
export function ModeField({ value, onChange }: ModeFieldProps) {
  const choose = (chosen: string) => {
    const mode = MODES.find((name) => name === chosen);
    if (mode !== undefined) onChange(mode);
  };
  return (
    <Radio.Group label={text.mode} value={value} onChange={choose}>
      <Stack gap="xs" mt={6}>
        {MODES.map((mode) => (
          <Radio key={mode} value={mode} label={text.modes[mode][0]} description={text.modes[mode][1]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
