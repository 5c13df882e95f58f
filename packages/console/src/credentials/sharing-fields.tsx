import { MultiSelect, Radio, Stack } from '@mantine/core';
import { errorAt } from '../api/problem.ts';
import { useMay } from '../permissions/use-may.ts';
import { useWorkspace } from '../places/workspace-context.ts';
import { strings } from '../strings/index.ts';
import type { Audience, CredentialDraft } from './credential-draft.ts';
import { useSharers } from './use-sharers.ts';

const text = strings.credentials;
const AUDIENCES: readonly Audience[] = ['personal', 'workspace', 'chosen'];

interface SharingFieldsProps {
  readonly draft: CredentialDraft;
  readonly onChange: (changes: Partial<CredentialDraft>) => void;
  readonly error: unknown;
}

/** Whom a credential is for; what one may not choose says which permission is missing. */
export function SharingFields({ draft, onChange, error }: SharingFieldsProps) {
  const { organizationId, place } = useWorkspace();
  const mayShare = useMay(place)('credentials:share');
  const mayList = useMay({ organizationId })('members:manage');
  const missing = (audience: Audience) => {
    if (!mayShare && audience !== draft.audience) return 'credentials:share';
    return audience === 'chosen' && !mayList ? 'members:manage' : undefined;
  };
  return (
    <>
      <Radio.Group
        label={text.visibility}
        value={draft.audience}
        onChange={(value) => onChange({ audience: AUDIENCES.find((one) => one === value) ?? draft.audience })}
        error={errorAt(error, '/visibility')}
      >
        <Stack gap="xs" mt={6}>
          {AUDIENCES.map((audience) => {
            const lacks = missing(audience);
            const [label, description] = text.audiences[audience];
            return (
              <Radio
                key={audience}
                value={audience}
                label={label}
                description={lacks === undefined ? description : strings.permissions.missing([lacks])}
                disabled={lacks !== undefined && audience !== draft.audience}
              />
            );
          })}
        </Stack>
      </Radio.Group>
      {draft.audience === 'chosen' && (
        <Sharers
          value={draft.sharedWith}
          onChange={(sharedWith) => onChange({ sharedWith })}
          error={errorAt(error, '/sharedWith')}
          disabled={!mayShare || !mayList}
        />
      )}
    </>
  );
}

interface SharersProps {
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
  readonly error: string | undefined;
  readonly disabled: boolean;
}

function Sharers({ value, onChange, error, disabled }: SharersProps) {
  const { members, keys } = useSharers(!disabled);
  const known = new Set([...members, ...keys].map((one) => one.value));
  // Somebody who has left since is known by an id alone, and may stay.
  const others = value.filter((id) => !known.has(id)).map((id) => ({ value: id, label: id }));
  const groups = [
    { group: strings.members.title, items: [...members] },
    { group: strings.managementKeys.title, items: [...keys] },
    { group: text.unknownSharers, items: others },
  ];
  return (
    <MultiSelect
      label={text.sharers}
      data={groups.filter(({ items }) => items.length > 0)}
      value={[...value]}
      onChange={onChange}
      error={error}
      disabled={disabled}
      searchable
      required
    />
  );
}
