import { Accordion, Checkbox, Stack, TagsInput, TextInput } from '@mantine/core';
import { errorAt } from '../../api/problem.ts';
import { strings } from '../../strings/index.ts';
import type { Key, KeySurface } from '../key-surface.ts';
import { ExpiryField } from './expiry-field.tsx';
import { FlowsField } from './flows-field.tsx';
import type { KeyDraft } from './key-draft.ts';
import { LimitsField } from './limits-field.tsx';
import { PermissionsField } from './permissions-field.tsx';

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
  const moreIsWrong = ['/flows', '/allowedIps', '/tags', '/limits'].some((at) => errorAt(error, at) !== undefined);
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
      {surface.callsFlows && (
        <PermissionsField
          value={draft.permissions}
          onChange={(permissions) => set({ permissions })}
          error={errorAt(error, '/permissions')}
        />
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
      <Accordion variant="contained" defaultValue={moreIsWrong ? 'more' : null}>
        <Accordion.Item value="more">
          <Accordion.Control>{text.more}</Accordion.Control>
          <Accordion.Panel>
            <Stack>
              {surface.callsFlows && (
                <FlowsField
                  place={surface.place}
                  value={draft.flows}
                  onChange={(flows) => set({ flows })}
                  error={errorAt(error, '/flows')}
                />
              )}
              <TagsInput
                label={text.addresses}
                description={text.addressesHint}
                value={[...draft.allowedIps]}
                onChange={(allowedIps) => set({ allowedIps })}
                error={errorAt(error, '/allowedIps')}
                acceptValueOnBlur
              />
              <LimitsField
                value={draft.limits}
                onChange={(limits) => set({ limits })}
                error={error}
                tokens={!surface.callsFlows}
              />
              <TagsInput
                label={text.tags}
                description={text.tagsHint}
                value={[...draft.tags]}
                onChange={(tags) => set({ tags })}
                error={errorAt(error, '/tags')}
                maxTags={20}
                acceptValueOnBlur
              />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}
