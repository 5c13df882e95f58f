import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Place } from '../permissions/may.ts';
import { useMay } from '../permissions/use-may.ts';
import { strings } from '../strings/index.ts';
import classes from './row-menu.module.css';

export interface RowAction {
  readonly label: string;
  /** All of these permissions, each named where it is missing; a list inside: one of them. */
  readonly needs: string | readonly (string | readonly string[])[];
  readonly onClick: () => void;
  /** Out of the question now, whoever asks. */
  readonly off?: boolean;
  readonly danger?: boolean;
}

interface RowMenuProps {
  readonly label: string;
  readonly place: Place;
  readonly items: readonly RowAction[];
}

/**
 * What can be done to one row; what may not be done says which permission is missing. There is no menu behind the
 * button until somebody wants it: one for each row of a long list is most of what the list costs.
 */
export function RowMenu({ label, place, items }: RowMenuProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <OpenedMenu label={label} place={place} items={items} />;
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setWanted(true)}
    >
      <IconDots size={18} aria-hidden />
    </button>
  );
}

function OpenedMenu({ label, place, items }: RowMenuProps) {
  const may = useMay(place);
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that was pressed is gone: the focus, which comes back when the menu closes, is on its successor.
    button.current?.focus();
    setOpened(true);
  }, []);
  const missing = ({ needs }: RowAction) =>
    (typeof needs === 'string' ? [needs] : needs)
      .map((need) => (typeof need === 'string' ? [need] : [...need]))
      .find((anyOf) => !may(...anyOf));
  return (
    <Menu position="bottom-end" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" aria-label={label}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => {
          const lacks = missing(item);
          return (
            <Menu.Item
              key={item.label}
              disabled={item.off === true || lacks !== undefined}
              onClick={item.onClick}
              {...(item.danger === true && { color: 'var(--mantine-color-error)' })}
            >
              {item.label}
              {lacks !== undefined && (
                <Text size="xs" maw={220}>
                  {strings.permissions.missing(lacks)}
                </Text>
              )}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
