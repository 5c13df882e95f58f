import { Accordion, Stack, TagsInput } from '@mantine/core';
import { errorAt } from '../../api/problem.ts';
import { strings } from '../../strings/index.ts';
import type { KeySurface } from '../key-surface.ts';
import { FlowsField } from './flows-field.tsx';
import type { KeyDraft } from './key-draft.ts';
import { LimitsField } from './limits-field.tsx';
import { TagsField } from './tags-field.tsx';

const text = strings.keys.form;

interface RestrictionsFieldsProps {
  readonly surface: KeySurface;
  readonly draft: KeyDraft;
  readonly onChange: (changes: Partial<KeyDraft>) => void;
  /** Of the last attempt to save. */
  readonly error: unknown;
}

/** What the key of an application may be kept to: folded away, since most keys have none of it. */
export function RestrictionsFields({ surface, draft, onChange, error }: RestrictionsFieldsProps) {
  const wrong = ['/flows', '/allowedIps', '/tags', '/limits'].some((at) => errorAt(error, at) !== undefined);
  return (
    <Accordion variant="contained" defaultValue={wrong ? 'more' : null}>
      <Accordion.Item value="more">
        <Accordion.Control>{text.more}</Accordion.Control>
        <Accordion.Panel>
          <Stack>
            {surface.use === 'flows' && (
              <FlowsField
                place={surface.place}
                value={draft.flows}
                onChange={(flows) => onChange({ flows })}
                error={errorAt(error, '/flows')}
              />
            )}
            <TagsInput
              label={text.addresses}
              description={text.addressesHint}
              value={[...draft.allowedIps]}
              onChange={(allowedIps) => onChange({ allowedIps })}
              error={errorAt(error, '/allowedIps')}
              acceptValueOnBlur
            />
            <LimitsField
              value={draft.limits}
              onChange={(limits) => onChange({ limits })}
              error={error}
              tokens={surface.use === 'models'}
            />
            <TagsField value={draft.tags} onChange={(tags) => onChange({ tags })} error={error} />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
