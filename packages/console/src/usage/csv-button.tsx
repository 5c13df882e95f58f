import { IconDownload } from '@tabler/icons-react';
import { useAction } from '../api/use-action.ts';
import { Failure } from '../feedback/failure.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { stepsOf, type UsageGroup, type UsageRange } from './usage-filter.ts';

interface CsvButtonProps {
  readonly range: UsageRange;
  readonly by: UsageGroup;
}

/** Downloads what is shown as CSV. */
export function CsvButton({ range, by }: CsvButtonProps) {
  const { id: workspaceId, place } = useWorkspace();
  const download = useAction(async (api) => {
    const { from, step } = stepsOf(range, Date.now());
    const response = await api.open('get', '/v1/workspaces/{workspaceId}/usage', {
      path: { workspaceId },
      query: { from, step, groupBy: by },
      headers: { accept: 'text/csv' },
    });
    offer(await response.blob(), 'usage.csv');
  });
  return (
    <>
      {download.error !== undefined && <Failure error={download.error} />}
      <GuardedButton
        permission="usage:view"
        place={place}
        variant="default"
        leftSection={<IconDownload size={16} />}
        loading={download.pending}
        onClick={() => void download.run(undefined)}
      >
        {strings.usage.csv}
      </GuardedButton>
    </>
  );
}

function offer(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
