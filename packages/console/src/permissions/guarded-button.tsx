import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ComponentPropsWithoutRef } from 'react';
import { strings } from '../strings/index.ts';
import type { Place } from './may.ts';
import { useMay } from './use-may.ts';

interface GuardedButtonProps extends ButtonProps, Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> {
  /** One of these is needed. */
  readonly permission: string | readonly string[];
  readonly place: Place;
}

/** A button for those who may; for others it says which permission is missing, also to a keyboard. */
export function GuardedButton({ permission, place, onClick, ...props }: GuardedButtonProps) {
  const may = useMay(place);
  const anyOf = typeof permission === 'string' ? [permission] : [...permission];
  if (may(...anyOf)) return <Button onClick={onClick} {...props} />;
  const reason = strings.permissions.missing(anyOf);
  return (
    <Tooltip label={reason} events={{ hover: true, focus: true, touch: true }} multiline maw={320}>
      <Button
        {...props}
        data-disabled
        aria-disabled
        aria-description={reason}
        leftSection={<IconLock size={16} aria-hidden />}
        onClick={(event) => event.preventDefault()}
      />
    </Tooltip>
  );
}
