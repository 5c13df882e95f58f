import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { CopyButton } from '../clipboard/copy-button.tsx';
import { Section } from '../facts/section.tsx';
import { strings } from '../strings/index.ts';
import type { ImportResult } from './import-file.ts';
import { ImportedRows } from './imported-rows.tsx';

const text = strings.imports;

interface FinishedImportProps {
  readonly result: ImportResult;
  readonly onRestart: () => void;
}

/** What an import did. Keys that it minted can be copied now, and never again. */
export function FinishedImport({ result, onRestart }: FinishedImportProps) {
  const minted = (result.keys ?? []).flatMap(({ name, token }) => (token == null ? [] : [{ name, token }]));
  return (
    <Section title={text.done}>
      <Stack>
        {minted.length > 0 && (
          <Alert color="yellow" icon={<IconAlertTriangle />} title={text.tokens}>
            <Stack gap="sm" align="flex-start">
              {text.tokensHint}
              <CopyButton text={JSON.stringify(minted, null, 2)} label={text.copyTokens} />
            </Stack>
          </Alert>
        )}
        <ImportedRows result={result} label={text.done} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onRestart}>
            {text.again}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
