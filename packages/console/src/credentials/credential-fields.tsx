import { Anchor, PasswordInput, Select, TextInput } from '@mantine/core';
import { errorAt } from '../api/problem.ts';
import { strings } from '../strings/index.ts';
import { type CredentialDraft, type CredentialService, draftFor, type Location } from './credential-draft.ts';
import { SharingFields } from './sharing-fields.tsx';

const text = strings.credentials;
const LOCATIONS: readonly Location[] = ['bearer', 'header', 'query'];

interface CredentialFieldsProps {
  readonly draft: CredentialDraft;
  readonly onChange: (draft: CredentialDraft) => void;
  readonly error: unknown;
  readonly services: readonly CredentialService[];
  /** Whether there is a value already, which may stay. */
  readonly edited: boolean;
}

export function CredentialFields({ draft, onChange, error, services, edited }: CredentialFieldsProps) {
  const set = (changes: Partial<CredentialDraft>) => onChange({ ...draft, ...changes });
  const known = services.find(({ service }) => service === draft.service);
  const chooseService = (chosen: string | null) => {
    const { name, service, location, keyName } = draftFor(services.find((one) => one.service === chosen));
    set({ service, location, keyName, ...(draft.name === '' && { name }) });
  };
  return (
    <>
      <Select
        label={text.service}
        data={[
          ...services.map(({ service, name }) => ({ value: service, label: name })),
          { value: 'custom', label: text.custom },
        ]}
        value={draft.service}
        onChange={chooseService}
        allowDeselect={false}
        searchable
        data-autofocus
      />
      <TextInput
        label={text.name}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={errorAt(error, '/name')}
        maxLength={100}
        required
      />
      <PasswordInput
        label={edited ? text.newValue : text.value}
        description={edited ? text.newValueHint : text.valueHint}
        value={draft.value}
        onChange={(event) => set({ value: event.currentTarget.value })}
        error={errorAt(error, '/value')}
        autoComplete="off"
        spellCheck={false}
        required={!edited}
        visibilityToggleButtonProps={{ 'aria-label': text.showValue }}
      />
      {known !== undefined && (
        <Anchor href={known.keyUrl} target="_blank" rel="noopener noreferrer" size="sm">
          {text.getKey(known.name)}
        </Anchor>
      )}
      <Select
        label={text.location}
        data={LOCATIONS.map((location) => ({ value: location, label: text.locations[location] }))}
        value={draft.location}
        onChange={(value) => set({ location: LOCATIONS.find((one) => one === value) ?? draft.location })}
        allowDeselect={false}
        error={errorAt(error, '/location')}
      />
      {draft.location !== 'bearer' && (
        <TextInput
          label={text.keyName}
          value={draft.keyName}
          onChange={(event) => set({ keyName: event.currentTarget.value })}
          error={errorAt(error, '/keyName')}
          required
        />
      )}
      <SharingFields draft={draft} onChange={set} error={error} />
    </>
  );
}
