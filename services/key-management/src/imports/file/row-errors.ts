import type { FieldError } from '@keyward/auth';
import { discreetError } from './discreet-error.ts';
import type { RowError } from './row-batch.ts';

const MAX_FULLY_LISTED = 10_000;
const MAX_PER_ROW = 20;

/** Collects errors by row. When there are very many, it keeps only the first of each further row. */
export function createRowErrors(): { add(row: number, errors: readonly FieldError[]): void; list(): RowError[] } {
  const kept: RowError[] = [];
  return {
    add(row, errors) {
      const most = kept.length < MAX_FULLY_LISTED ? MAX_PER_ROW : 1;
      kept.push(...errors.slice(0, most).map((error) => ({ row, ...discreetError(error) })));
    },
    list: () => kept,
  };
}
