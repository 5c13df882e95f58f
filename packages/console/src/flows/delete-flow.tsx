import { useQueryClient } from '@tanstack/react-query';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import type { Flow } from './flow-dialog.tsx';

const text = strings.flows;

export function DeleteFlow({ flow, onClose }: { readonly flow: Flow; readonly onClose: () => void }) {
  const { id: workspaceId } = useWorkspace();
  const queryClient = useQueryClient();
  return (
    <DeleteDialog
      title={text.deleteFlow(flow.name)}
      hint={text.deleteFlowHint}
      remove={(api) =>
        api.delete('/v1/workspaces/{workspaceId}/flows/{flowId}', { path: { workspaceId, flowId: flow.id } })
      }
      onDeleted={({ enforcement }) => {
        say(text.deleted(flow.name), enforcement);
        void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId, 'flows'] });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
