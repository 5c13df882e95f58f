import { Checkbox, MultiSelect, Select } from '@mantine/core';
import { errorAt } from '../../api/problem.ts';
import { heldAt, type Place } from '../../permissions/may.ts';
import { WorkspaceSelect } from '../../places/workspace-select.tsx';
import { useSession } from '../../session/session-context.ts';
import { strings } from '../../strings/index.ts';
import type { Role } from '../key-surface.ts';
import type { KeyDraft } from './key-draft.ts';

const text = strings.managementKeys;
const ROLES: readonly Role[] = ['viewer', 'developer', 'admin', 'owner'];

interface ManagementFieldsProps {
  readonly place: Place;
  readonly draft: KeyDraft;
  readonly onChange: (changes: Partial<KeyDraft>) => void;
  readonly error: unknown;
  readonly isNew: boolean;
}

/** What a management key may do, and where. Only an operator is offered to make another. */
export function ManagementFields({ place, draft, onChange, error, isNew }: ManagementFieldsProps) {
  const { session } = useSession();
  const roles = [
    ...ROLES.map((role) => ({ value: role, label: strings.members.roles[role][0] ?? role })),
    { value: '', label: text.ownChoice },
  ];
  // Nobody hands out what they do not hold; what an edited key has already may stay.
  const offered = [...new Set([...heldAt(session, place), ...draft.permissions])];
  return (
    <>
      {isNew && session.principal.operator && (
        <Checkbox
          label={text.operator}
          description={text.operatorHint}
          checked={draft.operator}
          onChange={(event) => onChange({ operator: event.currentTarget.checked })}
        />
      )}
      {!draft.operator && (
        <Select
          label={strings.members.role}
          description={draft.role === '' ? undefined : strings.members.roles[draft.role][1]}
          data={roles}
          value={draft.role}
          onChange={(value) => onChange({ role: ROLES.find((role) => role === value) ?? '' })}
          allowDeselect={false}
          error={errorAt(error, '/role')}
        />
      )}
      {!draft.operator && draft.role === '' && (
        <MultiSelect
          label={text.permissions}
          data={offered}
          value={[...draft.permissions]}
          onChange={(permissions) => onChange({ permissions })}
          error={errorAt(error, '/permissions')}
          searchable
          hidePickedOptions
        />
      )}
      {isNew && !draft.operator && (
        <WorkspaceSelect
          organizationId={place.organizationId ?? ''}
          value={draft.workspaceId}
          onChange={(workspaceId) => onChange({ workspaceId })}
          error={errorAt(error, '/workspaceId')}
        />
      )}
    </>
  );
}
