import { Checkbox, Stack, TextInput } from '@mantine/core';
import { errorAt } from '../../api/problem.ts';
import { strings } from '../../strings/index.ts';
import type { Key, KeySurface } from '../key-surface.ts';
import { ExpiryField } from './expiry-field.tsx';
import type { KeyDraft } from './key-draft.ts';
import { ManagementFields } from './management-fields.tsx';
import { PermissionsField } from './permissions-field.tsx';
import { RestrictionsFields } from './restrictions-fields.tsx';
import { TagsField } from './tags-field.tsx';

const text = strings.keys.form;

interface KeyFieldsProps {
  readonly surface: KeySurface;
  readonly draft: KeyDraft;
  readonly onChange: (draft: KeyDraft) => void;
  /** Of the last attempt to save. */
  readonly error: unknown;
  /** The key that is edited; undefined for a new one. */
  readonly edited?: Key;
}

/** The fields of a key, each with what the server said about it. */
export function KeyFields({ surface, draft, onChange, error, edited }: KeyFieldsProps) {
  const set = (changes: Partial<KeyDraft>) => onChange({ ...draft, ...changes });
  const { use, place } = surface;
  return (
    <Stack>
      <TextInput
        label={text.name}
        description={edited === undefined ? text.nameHint : undefined}
        value={draft.name}
        maxLength={100}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={errorAt(error, '/name')}
        data-autofocus
      />
      {use === 'flows' && (
        <PermissionsField
          value={draft.permissions}
          onChange={(permissions) => set({ permissions })}
          error={errorAt(error, '/permissions')}
        />
      )}
      {use === 'management' && (
        <ManagementFields place={place} draft={draft} onChange={set} error={error} isNew={edited === undefined} />
      )}
      <ExpiryField draft={draft} onChange={set} error={error} edited={edited} />
      {edited !== undefined && (
        <Checkbox
          label={text.enabled}
          description={text.enabledHint}
          checked={draft.enabled}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
        />
      )}
      {use === 'flows' || use === 'models' ? (
        <RestrictionsFields surface={surface} draft={draft} onChange={set} error={error} />
      ) : (
        <TagsField value={draft.tags} onChange={(tags) => set({ tags })} error={error} />
      )}
    </Stack>
  );
}
