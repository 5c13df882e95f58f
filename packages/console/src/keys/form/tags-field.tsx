import { TagsInput } from '@mantine/core';
import { errorAt } from '../../api/problem.ts';
import { strings } from '../../strings/index.ts';

const text = strings.keys.form;

interface TagsFieldProps {
  readonly value: readonly string[];
  readonly onChange: (tags: string[]) => void;
  readonly error: unknown;
}

export function TagsField({ value, onChange, error }: TagsFieldProps) {
  return (
    <TagsInput
      label={text.tags}
      description={text.tagsHint}
      value={[...value]}
      onChange={onChange}
      error={errorAt(error, '/tags')}
      maxTags={20}
      acceptValueOnBlur
    />
  );
}
