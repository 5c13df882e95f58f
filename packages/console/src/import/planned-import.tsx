import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { Section } from '../facts/section.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import type { ImportResult } from './import-file.ts';
import { ImportedRows } from './imported-rows.tsx';
import { RefusedRows } from './refused-rows.tsx';

const text = strings.imports;

interface PlannedImportProps {
  readonly plan: ImportResult;
  readonly error: unknown;
  readonly onApply: () => void;
  readonly onRestart: () => void;
}

/** The dry run, to be confirmed; replacing everything takes the workspace's name. */
export function PlannedImport({ plan, error, onApply, onRestart }: PlannedImportProps) {
  const { name } = useWorkspace();
  const [typed, setTyped] = useState('');
  const replaces = plan.mode === 'replace-all';
  const count = plan.added + plan.overwritten;
  const ready = (count > 0 || replaces) && (!replaces || typed === name);
  return (
    <Section title={text.plan}>
      <Stack>
        <RefusedRows error={error} />
        <ImportedRows result={plan} label={text.plan} />
        {count === 0 && !replaces && <Text>{text.nothingToDo}</Text>}
        {replaces && (
          <>
            <Alert color="red" icon={<IconAlertTriangle />}>
              {text.replaceWarning(plan.revoked)}
            </Alert>
            <TextInput
              label={strings.controls.typeToConfirm(name)}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onRestart}>
            {text.again}
          </Button>
          <Button disabled={!ready} onClick={onApply} {...(replaces && { color: 'red' })}>
            {text.confirm(count)}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
