import type { Commands, Context } from '../../context.ts';
import { createKey } from './create-key.ts';
import { editKey } from './edit-key.ts';
import { exportKeys } from './export-keys.ts';
import { importKeys } from './import-keys.ts';
import { listImports } from './list-imports.ts';
import { listKeys } from './list-keys.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';
import { showKey } from './show-key.ts';
import { undoImport } from './undo-import.ts';

/** `keyward keys`: the API keys of a workspace. */
export function keyCommands(program: Commands, context: Context): void {
  const keys = program.command('keys').description('API keys: what client apps present at the gateway');
  listKeys(keys, context);
  createKey(keys, context);
  showKey(keys, context);
  editKey(keys, context);
  rotateKey(keys, context);
  revokeKey(keys, context);
  importKeys(keys, context);
  listImports(keys, context);
  undoImport(keys, context);
  exportKeys(keys, context);
}
