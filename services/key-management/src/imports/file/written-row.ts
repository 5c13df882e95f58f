import { nameKey } from '../../names/name.ts';
import { checkWritten, optionColumns } from './check-shape.ts';
import type { RowCheck, RowRules } from './checked-row.ts';
import type { WrittenRow } from './row-schemas.ts';
import { mintedColumns, readToken } from './token-columns.ts';

/** Checks a row of a file that somebody wrote. Without a token of its own it gets one. */
export function checkWrittenRow(value: unknown, rules: RowRules): RowCheck {
  const shape = checkWritten(value);
  if (!shape.ok) return shape;
  const row: WrittenRow = shape.value;
  const options = optionColumns(row, rules);
  const minted = row.token === undefined ? mintedColumns(rules) : undefined;
  const reading = row.token === undefined ? undefined : readToken(row.token, row.allowWeak === true, rules);
  const errors = [...options.errors, ...(reading?.ok === false ? [{ pointer: '/token', detail: reading.detail }] : [])];
  const columns = reading?.ok === true ? reading.columns : minted?.columns;
  if (errors.length > 0 || columns === undefined) return { ok: false, errors };
  const given =
    reading?.ok === true && row.token !== undefined
      ? { token: row.token, cost: reading.cost, apiSecret: null, minted: false }
      : undefined;
  return {
    ok: true,
    row: {
      ...columns,
      ...options.columns,
      name: row.name,
      nameKey: nameKey(row.name),
      permissions: row.permissions ?? ['flows:execute'],
      nameAt: '/name',
      tokenAt: '/token',
      notes: [],
    },
    secret: given ?? minted?.secret,
  };
}
