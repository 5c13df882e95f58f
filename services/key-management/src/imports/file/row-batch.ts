import type { FieldError } from '@keyward/auth';
import type { RowSecret } from './checked-row.ts';
import type { FileFormat } from './file-format.ts';

/** The good rows that a part of the file held. */
export interface RowBatch {
  /** Their columns as JSON objects, separated by commas. */
  readonly json: string;
  readonly secrets: readonly (RowSecret & { readonly row: number })[];
  /** How many rows the file has had so far, bad ones included. */
  readonly rows: number;
}

/** A rule that a row breaks; the pointer leads on from the row. */
export interface RowError extends FieldError {
  readonly row: number;
}

/** What is known of the whole file at its end. */
export interface FileSummary {
  readonly format: FileFormat;
  /** What Flowise's import request says its mode is. */
  readonly importMode: string | undefined;
  /** Where rows stand in the document: the pointer of row 3 is `<rowsAt>/3`. */
  readonly rowsAt: string;
  readonly rows: number;
  /** Whether something is wrong with the file, or with a row. */
  readonly bad: boolean;
  /** Whether some rows have a secret that their token must match. */
  readonly pairs: boolean;
  /** Whether tokens were minted for some rows. */
  readonly minted: boolean;
}
