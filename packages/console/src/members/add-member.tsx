import { Modal, Radio, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { errorAt } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { say } from '../feedback/receipt.ts';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { WorkspaceSelect } from '../places/workspace-select.tsx';
import { strings } from '../strings/index.ts';

const text = strings.members;
const ROLES = ['owner', 'admin', 'developer', 'viewer'] as const;
const KINDS = ['subject', 'group'] as const;

interface AddMemberProps {
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

/** Adds a person or a group with a role, in the organization or in one workspace of it. */
export function AddMember({ onAdded, onClose }: AddMemberProps) {
  const { id: organizationId } = useOrganization();
  const [draft, setDraft] = useState({
    kind: 'subject' as (typeof KINDS)[number],
    claim: '',
    displayName: '',
    role: 'developer' as (typeof ROLES)[number],
    workspaceId: '',
  });
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const add = useAction((client) => {
    const { kind, claim, displayName, role, workspaceId } = draft;
    return client.post('/v1/organizations/{organizationId}/members', {
      path: { organizationId },
      body: {
        ...(kind === 'subject' ? { subject: claim.trim() } : { group: claim.trim() }),
        ...(displayName.trim() !== '' && { displayName: displayName.trim() }),
        role,
        ...(workspaceId !== '' && { workspaceId }),
      },
    });
  });
  const submit = async () => {
    if ((await add.run(undefined)) === undefined) return;
    say(text.saved);
    onAdded();
    onClose();
  };
  const byGroup = draft.kind === 'group';
  return (
    <Modal opened onClose={onClose} title={text.add}>
      <Form onSubmit={submit}>
        <FormError error={add.error} />
        <SegmentedControl
          aria-label={text.kind}
          data={KINDS.map((kind) => ({ value: kind, label: text.kinds[kind] }))}
          value={draft.kind}
          onChange={(value) => set({ kind: value === 'group' ? 'group' : 'subject' })}
        />
        <TextInput
          label={byGroup ? text.group : text.subject}
          description={byGroup ? text.groupHint : text.subjectHint}
          value={draft.claim}
          onChange={(event) => set({ claim: event.currentTarget.value })}
          error={errorAt(add.error, byGroup ? '/group' : '/subject')}
          required
          data-autofocus
        />
        <TextInput
          label={`${text.displayName} (${strings.controls.optional})`}
          value={draft.displayName}
          onChange={(event) => set({ displayName: event.currentTarget.value })}
          error={errorAt(add.error, '/displayName')}
        />
        <Radio.Group
          label={text.role}
          value={draft.role}
          onChange={(value) => set({ role: ROLES.find((role) => role === value) ?? draft.role })}
          error={errorAt(add.error, '/role')}
        >
          <Stack gap="xs" mt={6}>
            {ROLES.map((role) => (
              <Radio key={role} value={role} label={text.roles[role][0]} description={text.roles[role][1]} />
            ))}
          </Stack>
        </Radio.Group>
        <WorkspaceSelect
          organizationId={organizationId}
          value={draft.workspaceId}
          onChange={(workspaceId) => set({ workspaceId })}
          error={errorAt(add.error, '/workspaceId')}
        />
        <FormButtons submit={text.addShort} pending={add.pending} onCancel={onClose} />
      </Form>
    </Modal>
  );
}
