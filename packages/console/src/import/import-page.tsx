import { Button, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../facts/section.tsx';
import { say } from '../feedback/receipt.ts';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useMay } from '../permissions/use-may.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { DropZone } from './drop-zone.tsx';
import { FinishedImport } from './finished-import.tsx';
import type { ImportMode } from './import-file.ts';
import { ImportHistory } from './import-history.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ModeField } from './mode-field.tsx';
import { PlannedImport } from './planned-import.tsx';
import { RefusedRows } from './refused-rows.tsx';
import { useImport } from './use-import.ts';

const text = strings.imports;

/** Brings keys from a file: choose, look at what would happen, confirm; and take it back. */
export function ImportPage() {
  const { id: workspaceId, place } = useWorkspace();
  const may = useMay(place);
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        {may('apikeys:import') && (
          <Button
            component="a"
            href={`/v1/workspaces/${workspaceId}/api-keys/export`}
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
            title={text.exportHint}
          >
            {text.export}
          </Button>
        )}
      </PageHeader>
      <GuardedPage permission="apikeys:import" place={place}>
        <Stack>
          <ImportSteps />
          <ImportHistory />
        </Stack>
      </GuardedPage>
    </>
  );
}

function ImportSteps() {
  const { id: workspaceId } = useWorkspace();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File>();
  const [mode, setMode] = useState<ImportMode>('add-new');
  const { state, check, apply, restart } = useImport();
  const chosen = file;

  if (state.step === 'working') return <ImportProgress dryRun={state.dryRun} progress={state.progress} />;
  if (state.step === 'done') return <FinishedImport result={state.result} onRestart={restart} />;
  if (state.step === 'planned' && chosen !== undefined) {
    const onApply = async () => {
      if (!(await apply(chosen, mode, state.plan))) return;
      say(text.done);
      void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId] });
    };
    return <PlannedImport plan={state.plan} error={state.error} onApply={() => void onApply()} onRestart={restart} />;
  }
  return (
    <Section title={text.choose}>
      <Stack>
        <DropZone file={file} onFile={setFile} />
        <ModeField value={mode} onChange={setMode} />
        {'error' in state && <RefusedRows error={state.error} />}
        <Button
          disabled={chosen === undefined}
          onClick={() => chosen !== undefined && void check(chosen, mode)}
          style={{ alignSelf: 'flex-end' }}
        >
          {text.check}
        </Button>
      </Stack>
    </Section>
  );
}
