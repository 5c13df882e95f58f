import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { NameDialog } from '../forms/name-dialog.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { forgetOrganization } from '../places/remembered-workspace.ts';
import { strings } from '../strings/index.ts';

const text = strings.settings;
const ONE = '/v1/organizations/{organizationId}';

/** Renames or deletes the organization. */
export function OrganizationActions() {
  const { id: organizationId, name, place } = useOrganization();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState<'rename' | 'delete'>();
  const close = () => setOpened(undefined);
  const path = { organizationId };
  const changed = () => queryClient.invalidateQueries({ queryKey: ['organizations'] });

  return (
    <>
      <GuardedButton
        permission="organizations:update"
        place={place}
        variant="default"
        onClick={() => setOpened('rename')}
      >
        {text.rename}
      </GuardedButton>
      <GuardedButton
        permission="organizations:delete"
        place={place}
        variant="light"
        color="red"
        onClick={() => setOpened('delete')}
      >
        {text.danger}
      </GuardedButton>
      {opened === 'rename' && (
        <NameDialog
          title={text.rename}
          submit={text.rename}
          initial={name}
          save={(api, newName) => api.patch(ONE, { path, body: { name: newName } })}
          onSaved={() => {
            say(text.renamed);
            close();
            void changed();
          }}
          onClose={close}
        />
      )}
      {opened === 'delete' && (
        <DeleteDialog
          title={text.danger}
          hint={text.dangerHint}
          confirmName={name}
          remove={(api) => api.delete(ONE, { path })}
          onDeleted={({ enforcement }) => {
            say(text.deletedOrganization(name), enforcement);
            forgetOrganization(organizationId);
            void navigate({ to: '/' }).then(changed);
          }}
          onClose={close}
        />
      )}
    </>
  );
}
