import { Progress as Bar, Stack, Text } from '@mantine/core';
import { strings } from '../strings/index.ts';
import type { Progress } from './import-file.ts';

const text = strings.imports;

interface ImportProgressProps {
  readonly dryRun: boolean;
  readonly progress: Progress | undefined;
}

export function ImportProgress({ dryRun, progress }: ImportProgressProps) {
  const label = dryRun ? text.checking : text.importing;
  const percent = progress === undefined || progress.total === 0 ? 0 : (progress.done / progress.total) * 100;
  return (
    <Stack gap="xs" py="lg">
      <Text fw={600} role="status">
        {label}
      </Text>
      <Bar value={percent} animated aria-label={label} />
      {progress !== undefined && (
        <Text size="sm" c="dimmed">
          {text.progress(
            text.phases[progress.phase],
            progress.done.toLocaleString('en'),
            progress.total.toLocaleString('en'),
          )}
        </Text>
      )}
    </Stack>
  );
}
