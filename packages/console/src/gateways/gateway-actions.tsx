import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import { type Gateway, GatewayDialog } from './gateway-dialog.tsx';

const text = strings.gateways;

/** Edits or deletes a configuration. */
export function GatewayActions({ gateway }: { readonly gateway: Gateway }) {
  const { id: workspaceId, place } = useWorkspace();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState<'edit' | 'delete'>();
  const close = () => setOpened(undefined);
  return (
    <>
      <GuardedButton permission="gateways:update" place={place} variant="default" onClick={() => setOpened('edit')}>
        {strings.controls.edit}
      </GuardedButton>
      <GuardedButton
        permission="gateways:delete"
        place={place}
        variant="light"
        color="red"
        onClick={() => setOpened('delete')}
      >
        {text.deleteLabel}
      </GuardedButton>
      {opened === 'edit' && <GatewayDialog edited={gateway} onClose={close} />}
      {opened === 'delete' && (
        <DeleteDialog
          title={text.delete(gateway.name)}
          hint={text.deleteHint}
          confirmName={gateway.name}
          remove={(api) =>
            api.delete('/v1/workspaces/{workspaceId}/gateways/{gatewayId}', {
              path: { workspaceId, gatewayId: gateway.id },
            })
          }
          onDeleted={({ enforcement }) => {
            say(text.deleted(gateway.name), enforcement);
            void queryClient.invalidateQueries({ queryKey: ['workspaces', workspaceId, 'gateways'], exact: true });
            void navigate({ to: '/workspaces/$workspaceId/gateways', params: { workspaceId } });
          }}
          onClose={close}
        />
      )}
    </>
  );
}
