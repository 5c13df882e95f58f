import type { Commands, Context } from '../../context.ts';
import { apiKeyGroup } from './api-key-lists.ts';
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

/** `keyward keys`: the API keys of a workspace, or of a whole organization. */
export function keyCommands(program: Commands, context: Context): void {
  const keys = program
    .command('keys')
    .description('API keys: what client apps present at the gateway')
    .option(
      '--org-wide',
      'those that are valid in every workspace of the organization, instead of those of a workspace',
    );
  const group = apiKeyGroup(keys, context);
  listKeys(keys, context, group);
  createKey(keys, context, group);
  showKey(keys, context, group);
  editKey(keys, context, group);
  rotateKey(keys, context, group);
  revokeKey(keys, context, group);
  importKeys(keys, context, group);
  listImports(keys, context, group);
  undoImport(keys, context, group);
  exportKeys(keys, context, group);
}
