import { type Commands, type Context, showDone } from '../../context.ts';
import { confirm } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';
import type { ApiKeyList, KeyGroup } from './key-lists.ts';

/** `keyward keys undo-import`. */
export function undoImport(keys: Commands, context: Context, group: KeyGroup<ApiKeyList>): void {
  keys
    .command('undo-import')
    .description('take an import back within 24 hours: what it brought ends, what it revoked lives again')
    .argument('<import-id>', 'as the import said, or `keyward keys imports` lists it')
    .action(async (importId) => {
      const list = await group.open();
      const { mode, createdAt } = await list.readImport(importId);
      const question = `Take back the import (${mode}) of ${createdAt} into ${list.name}?`;
      await confirm(context.terminal, context.options().yes === true, question);
      const answer = await list.undoImport(importId);
      const { revoked, restored } = answer.undone;
      const inForce = receipt(answer.enforcement);
      showDone(context, answer, `Taken back: ${revoked} revoked, ${restored} live again; ${inForce}.`);
    });
}
