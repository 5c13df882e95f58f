import type { FieldError } from '@keyward/auth';
import type { CheckedRow } from './checked-row.ts';

/** Finds what two rows of one file have in common and must not: a name, a token, an id. Rows are told by their number. */
export function createDoubles(): { find(row: number, checked: CheckedRow): FieldError[] } {
  const names = new Map<string, number>();
  const lookups = new Map<string, number>();
  const ids = new Map<string, number>();

  function first(map: Map<string, number>, value: string, row: number): number | undefined {
    const known = map.get(value);
    if (known === undefined) map.set(value, row);
    return known;
  }

  return {
    find(row, { nameKey, nameAt, tokenAt, lookup, id, newId }) {
      const errors: FieldError[] = [];
      const named = first(names, nameKey, row);
      if (named !== undefined) errors.push({ pointer: nameAt, detail: `has the name of row ${named}` });
      // An id that was made here is no other row's.
      const sameId = newId ? undefined : first(ids, id, row);
      const found = lookup === null ? sameId : first(lookups, lookup, row);
      if (found !== undefined) errors.push({ pointer: tokenAt, detail: `has the token of row ${found}` });
      else if (sameId !== undefined) errors.push({ pointer: '/id', detail: 'is the id of another row' });
      return errors;
    },
  };
}
