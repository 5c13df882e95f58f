import type { Place } from '../permissions/may.ts';
import { strings } from '../strings/index.ts';
import { type RowAction, RowMenu } from './row-menu.tsx';

export type EditAction = 'edit' | 'delete';

interface EditMenuProps {
  readonly label: string;
  readonly place: Place;
  readonly needs: Readonly<Record<EditAction, string>>;
  readonly onChoose: (action: EditAction) => void;
  /** What else can be done to the row; stands between the two. */
  readonly more?: readonly RowAction[];
}

/** What can be done to a row that is edited and deleted. */
export function EditMenu({ label, place, needs, onChoose, more = [] }: EditMenuProps) {
  const { edit, delete: remove } = strings.controls;
  return (
    <RowMenu
      label={label}
      place={place}
      items={[
        { label: edit, needs: needs.edit, onClick: () => onChoose('edit') },
        ...more,
        { label: remove, needs: needs.delete, onClick: () => onChoose('delete'), danger: true },
      ]}
    />
  );
}
