import { memo } from 'react';
import { Moment } from '../moments/moment.tsx';
import { strings } from '../strings/index.ts';
import classes from '../tables/table-frame.module.css';
import { type KeyActions, KeyMenu } from './key-menu.tsx';
import { KeyStatusBadge } from './key-status-badge.tsx';
import type { Key, KeySurface } from './key-surface.ts';
import { Labels } from './labels.tsx';

const text = strings.keys;

interface KeyRowProps {
  readonly surface: KeySurface;
  readonly shown: Key;
  readonly actions: KeyActions;
}

/** One key of the list. Rendered anew only when the key is another one, whatever else the page has to do. */
export const KeyRow = memo(function KeyRow({ surface, shown, actions }: KeyRowProps) {
  return (
    <tr className={classes.row}>
      <td className={classes.name}>
        {surface.link(shown.id, shown.name)}
        {shown.tags.length > 0 && <Labels labels={shown.tags} />}
      </td>
      <td data-label={text.columns.display}>
        <code className={classes.display}>{shown.display}</code>
      </td>
      {hasPermissions(surface) && (
        <td data-label={text.columns.permissions}>
          <Labels labels={shown.permissions} most={3} />
        </td>
      )}
      <td data-label={text.columns.status}>
        <KeyStatusBadge status={shown.status} />
      </td>
      <td data-label={text.columns.created} className={classes.moment}>
        <Moment at={shown.createdAt} none="" />
      </td>
      <td data-label={text.columns.lastUsed} className={classes.moment}>
        <Moment at={shown.lastUsedAt} none={text.neverUsed} />
      </td>
      <td data-label={text.columns.expires} className={classes.moment}>
        <Moment at={shown.expiresAt} none={text.neverExpires} />
      </td>
      <td className={classes.actions}>
        <KeyMenu shown={shown} surface={surface} actions={actions} />
      </td>
    </tr>
  );
});

/** Whether keys of this kind have permissions at all. */
export function hasPermissions({ use }: KeySurface): boolean {
  return use === 'flows' || use === 'management';
}
