import { Option } from '@commander-js/extra-typings';
import { importKeys as sendFile } from '../../../index.ts';
import { type Commands, type Context, examples } from '../../context.ts';
import { progressBar } from '../../terminal/progress-bar.ts';
import { confirm, confirmByName } from '../../terminal/prompts.ts';
import { type ImportResult, showImport, summary } from './import-result.ts';
import type { ApiKeyList, KeyGroup } from './key-lists.ts';
import { readImportFile } from './read-import-file.ts';

const MODES = ['add-new', 'overwrite', 'replace-all', 'error-if-exists'] as const;

/** `keyward keys import`. */
export function importKeys(keys: Commands, context: Context, group: KeyGroup<ApiKeyList>): void {
  keys
    .command('import')
    .description('take a file of keys in: an export of Keyward or Flowise, or a list written by hand')
    .argument('<file>', 'its path, or - for standard input')
    .addOption(
      new Option(
        '--mode <mode>',
        'what happens to a name that exists: kept, replaced, all keys revoked first, or refused',
      )
        .choices(MODES)
        .default('add-new' as const),
    )
    .option('--dry-run', 'only tell what would happen')
    .addHelpText(
      'after',
      examples(
        'keyward keys import flowise.json --dry-run',
        'keyward keys import flowise.json --mode overwrite',
        'keyward keys import backup.json --mode replace-all --yes --json',
      ),
    )
    .action(async (path, { mode, dryRun }) => {
      const { keyward } = await context.session();
      const { importPlace, name } = await group.open();
      const file = await readImportFile(context.terminal, path);
      const send = async (dry: boolean): Promise<ImportResult> => {
        const bar = progressBar(context.terminal);
        const onProgress = (at: { phase: string; done: number; total: number }) =>
          bar.show(at.phase, at.done, at.total);
        try {
          return await sendFile(keyward, { ...importPlace, file, mode, dryRun: dry, onProgress });
        } finally {
          bar.clear();
        }
      };
      if (dryRun !== true && context.options().yes !== true) await approve(context, await send(true), name);
      showImport(context, await send(dryRun === true));
    });
}

/** Lets a person see what an import takes away before it does. */
async function approve(context: Context, plan: ImportResult, name: string): Promise<void> {
  const { terminal } = context;
  if (plan.overwritten === 0 && plan.revoked === 0) return;
  if (plan.mode === 'replace-all') {
    const question = `In ${name}, this is going to happen: ${summary(plan)}. Revoked keys stop working at once.`;
    return confirmByName(terminal, false, question, name);
  }
  await confirm(terminal, false, `In ${name}: ${summary(plan)}. Go on?`);
}
