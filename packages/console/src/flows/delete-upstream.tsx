import { useQueryClient } from '@tanstack/react-query';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import type { Upstream } from './upstream-dialog.tsx';

const text = strings.flows;

/** Refused by the server while flows or gateways use it; the refusal names them. */
export function DeleteUpstream({ upstream, onClose }: { readonly upstream: Upstream; readonly onClose: () => void }) {
  const { id: workspaceId } = useWorkspace();
  const queryClient = useQueryClient();
  return (
    <DeleteDialog
      title={text.deleteUpstream(upstream.name)}
      hint={text.deleteUpstreamHint}
      remove={(api) =>
        api.delete('/v1/workspaces/{workspaceId}/upstreams/{upstreamId}', {
          path: { workspaceId, upstreamId: upstream.id },
        })
      }
      onDeleted={({ enforcement }) => {
        say(text.deleted(upstream.name), enforcement);
        void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId, 'upstreams'] });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
