import { type Commands, type Context, showDone } from '../../context.ts';
import { confirm } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';

/** `keyward keys undo-import`. */
export function undoImport(keys: Commands, context: Context): void {
  keys
    .command('undo-import')
    .description('take an import back within 24 hours: what it brought ends, what it revoked lives again')
    .argument('<import-id>', 'as the import said, or `keyward keys imports` lists it')
    .action(async (importId) => {
      const { keyward, workspace } = await context.session();
      const place = await workspace();
      const path = { workspaceId: place.id, importId };
      const { mode, createdAt } = await keyward.get('/v1/workspaces/{workspaceId}/api-keys/imports/{importId}', {
        path,
      });
      const question = `Take back the import (${mode}) of ${createdAt} into ${place.name}?`;
      await confirm(context.terminal, context.options().yes === true, question);
      const answer = await keyward.post('/v1/workspaces/{workspaceId}/api-keys/imports/{importId}/undo', { path });
      const { revoked, restored } = answer.undone;
      const inForce = receipt(answer.enforcement);
      showDone(context, answer, `Taken back: ${revoked} revoked, ${restored} live again; ${inForce}.`);
    });
}
