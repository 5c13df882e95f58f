import { strings } from '../strings/index.ts';
import { RowMenu } from '../tables/row-menu.tsx';
import type { Key, KeySurface } from './key-surface.ts';

export type KeyAction = 'edit' | 'rotate' | 'revoke';
export type KeyActions = (action: KeyAction, keyId: string) => void;

interface KeyMenuProps {
  readonly surface: KeySurface;
  readonly shown: Key;
  readonly actions: KeyActions;
}

/** What can be done to a key of the list. */
export function KeyMenu({ surface, shown, actions }: KeyMenuProps) {
  const { id, name, status, replacedBy } = shown;
  const { needs, place } = surface;
  const over = status === 'revoked';
  const act = (action: KeyAction) => () => actions(action, id);
  return (
    <RowMenu
      label={strings.keys.actionsOf(name)}
      place={place}
      items={[
        { label: strings.controls.edit, needs: [[needs.update, needs.create]], onClick: act('edit'), off: over },
        {
          label: strings.keys.rotate.submit,
          needs: [needs.create, needs.update],
          onClick: act('rotate'),
          off: over || status === 'expired' || replacedBy !== null,
        },
        { label: strings.keys.revoke.submit, needs: needs.delete, onClick: act('revoke'), off: over, danger: true },
      ]}
    />
  );
}
