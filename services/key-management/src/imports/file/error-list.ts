import type { FieldError } from '@keyward/auth';
import type { RowError } from './row-batch.ts';

/** What is wrong with a file, as far as the file alone tells. */
export interface FileFaults {
  /** Where rows stand in the document: the pointer of row 3 is `<rowsAt>/3`. */
  readonly rowsAt: string;
  /** What is wrong with the file as a whole, and with its rows. */
  readonly fileErrors: readonly FieldError[];
  readonly rowErrors: readonly RowError[];
}

/** All that is wrong with a file, for its refusal. */
export interface ErrorList {
  readonly badRows: number;
  /** Whether something is wrong with the file as a whole. */
  readonly badFile: boolean;
  /** The errors in the order of the file, as a JSON array in pieces of a few kilobytes. */
  readonly pieces: readonly string[];
}

const ERRORS_IN_PIECE = 500;

/** Lists what is wrong with a file, and what was `found` of its rows since. */
export function listErrors({ rowsAt, fileErrors, rowErrors }: FileFaults, found: readonly RowError[]): ErrorList {
  const ofRows = [...rowErrors, ...found].sort((a, b) => a.row - b.row);
  const errors: FieldError[] = [
    ...fileErrors,
    ...ofRows.map(({ row, pointer, detail }) => ({ pointer: `${rowsAt}/${row}${pointer}`, detail })),
  ];
  const pieces: string[] = [];
  for (let from = 0; from < errors.length; from += ERRORS_IN_PIECE) {
    const part = errors.slice(from, from + ERRORS_IN_PIECE);
    pieces.push((from === 0 ? '[' : ',') + part.map((error) => JSON.stringify(error)).join(','));
  }
  pieces.push(errors.length === 0 ? '[]' : ']');
  return { badRows: new Set(ofRows.map(({ row }) => row)).size, badFile: fileErrors.length > 0, pieces };
}
