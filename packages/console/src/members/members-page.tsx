import type { Schemas } from '@keyward/client';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../feedback/receipt.ts';
import { DeleteDialog } from '../forms/delete-dialog.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { strings } from '../strings/index.ts';
import { AddMember } from './add-member.tsx';
import { nameOf } from './member-name.ts';
import { MembersTable } from './members-table.tsx';

const text = strings.members;
type Member = Schemas['Member'];

/** Who may sign in to the organization. */
export function MembersPage() {
  const { id: organizationId, place } = useOrganization();
  const queryClient = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member>();
  const changed = () => void queryClient.invalidateQueries({ queryKey: ['organizations', organizationId, 'members'] });
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        <GuardedButton
          permission="members:manage"
          place={place}
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
        >
          {text.add}
        </GuardedButton>
      </PageHeader>
      <GuardedPage permission="members:manage" place={place}>
        <MembersTable onRemove={setRemoving} />
      </GuardedPage>
      {adding && <AddMember onAdded={changed} onClose={() => setAdding(false)} />}
      {removing !== undefined && (
        <DeleteDialog
          title={text.remove(nameOf(removing))}
          hint={text.removeHint}
          submit={text.removeLabel}
          remove={(api) =>
            api.delete('/v1/organizations/{organizationId}/members/{memberId}', {
              path: { organizationId, memberId: removing.id },
            })
          }
          onDeleted={() => {
            say(text.removed(nameOf(removing)));
            setRemoving(undefined);
            changed();
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}
