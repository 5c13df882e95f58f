import type { Schemas } from '../../../index.ts';
import { type Context, showOne } from '../../context.ts';
import { receipt } from '../../terminal/receipt.ts';
import { table } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';

export type ImportResult = Schemas['ImportResult'];

/** So many rows are shown to people; tokens that are shown once are shown all. */
const SHOWN_ROWS = 50;

/** Shows what an import did, or would do, row by row. */
export function showImport(context: Context, result: ImportResult): void {
  if (context.options().json) showOne(context, result);
  else inWords(context.terminal, result);
}

function inWords(terminal: Terminal, result: ImportResult): void {
  const keys = result.keys ?? [];
  const shown = keys.filter(({ token }, index) => index < SHOWN_ROWS || typeof token === 'string');
  const hasTokens = keys.some(({ token }) => typeof token === 'string');
  if (shown.length > 0) {
    terminal.out(
      table(terminal, shown, {
        ROW: ({ row }) => (row === null ? null : row + 1),
        ACTION: ({ action }) => action,
        NAME: ({ name }) => name,
        KEY: ({ display, id }) => display ?? id,
        ...(hasTokens && { 'TOKEN (shown once)': ({ token }: Schemas['ImportedKey']) => token }),
        NOTES: ({ notes }) => notes.join('; '),
      }),
    );
  }
  if (shown.length < keys.length) terminal.say(`… and ${keys.length - shown.length} more; --json shows all.`);
  if (result.dryRun) terminal.say(`A dry run, nothing was changed: ${summary(result)}.`);
  else terminal.say(`Imported: ${summary(result)}; ${receipt(result.enforcement ?? undefined)}.`);
  if (result.importId !== null) terminal.say(`To take it back: keyward keys undo-import ${result.importId}`);
}

/** The counts in words. */
export function summary({ added, overwritten, skipped, revoked }: ImportResult): string {
  return `${added} added, ${overwritten} overwritten, ${skipped} skipped, ${revoked} revoked`;
}
