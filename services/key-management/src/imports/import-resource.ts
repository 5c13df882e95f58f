import { type Static, Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import { FILE_FORMATS } from './file/file-format.ts';
import { IMPORT_MODES } from './import-mode.ts';
import type { ImportRow } from './imports-table.ts';

const Count = Type.Integer({ minimum: 0 });
const Moment = Type.String({ format: 'date-time' });

/** The counts of an import. */
export const importCounts = {
  added: Count,
  overwritten: Count,
  skipped: Count,
  revoked: Type.Integer({ minimum: 0, description: 'Keys that `replace-all` revoked.' }),
};

/** The record of an import. */
export const Import = Type.Object(
  {
    id: Type.String(),
    mode: Type.Enum([...IMPORT_MODES], { type: 'string' }),
    format: Type.Enum([...FILE_FORMATS], { type: 'string', description: 'Whose file it was.' }),
    digest: Type.String({ description: 'SHA-256 of the body, in hex.' }),
    rows: Count,
    ...importCounts,
    createdAt: Moment,
    createdBy: Type.String({ description: 'The id of the principal that imported.' }),
    undoableUntil: Moment,
    undoneAt: nullable(Moment),
    undoneBy: nullable(Type.String()),
  },
  {
    title: 'Import',
    examples: [
      {
        id: 'J2k8ZpL0aBcDeFgH',
        mode: 'add-new',
        format: 'flowise',
        digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        rows: 5,
        added: 4,
        overwritten: 0,
        skipped: 1,
        revoked: 0,
        createdAt: '2026-03-01T12:00:00.000Z',
        createdBy: 'M5d3XqN2cDeFgHiJ',
        undoableUntil: '2026-03-02T12:00:00.000Z',
        undoneAt: null,
        undoneBy: null,
      },
    ],
  },
);
export type Import = Static<typeof Import>;

/** How long an import can be taken back. */
const UNDOABLE_MS = 24 * 60 * 60 * 1000;

/** The first moment at which an import can't be taken back any more. */
export function undoableUntil({ createdAt }: Pick<ImportRow, 'createdAt'>): Date {
  return new Date(createdAt.getTime() + UNDOABLE_MS);
}

/** What answers and audit records show of an import. */
export function importResource(row: ImportRow): Import {
  return {
    id: row.id,
    mode: row.mode,
    format: row.format,
    digest: row.digest,
    rows: row.rows,
    added: row.added,
    overwritten: row.overwritten,
    skipped: row.skipped,
    revoked: row.revoked,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    undoableUntil: undoableUntil(row).toISOString(),
    undoneAt: row.undoneAt?.toISOString() ?? null,
    undoneBy: row.undoneBy,
  };
}
