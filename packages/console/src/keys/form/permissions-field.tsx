import { Checkbox, Stack } from '@mantine/core';
import { strings } from '../../strings/index.ts';

const text = strings.keys.form;

interface PermissionsFieldProps {
  readonly value: readonly string[];
  readonly onChange: (permissions: string[]) => void;
  readonly error: string | undefined;
}

/** What a client key may do, each with what that means. */
export function PermissionsField({ value, onChange, error }: PermissionsFieldProps) {
  const everything = value.includes('*');
  // Everything includes the others: only it is kept.
  const choose = (chosen: string[]) => onChange(chosen.includes('*') ? ['*'] : chosen);
  return (
    <Checkbox.Group label={text.permissions} value={[...value]} onChange={choose} error={error}>
      <Stack gap="xs" mt={6}>
        {Object.entries(text.permissionNames).map(([permission, [label, description]]) => (
          <Checkbox
            key={permission}
            value={permission}
            label={label}
            description={description}
            disabled={everything && permission !== '*'}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
