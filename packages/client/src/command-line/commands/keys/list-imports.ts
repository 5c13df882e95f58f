import { type Commands, type Context, showList } from '../../context.ts';
import type { ApiKeyList, KeyGroup } from './key-lists.ts';

/** `keyward keys imports`. */
export function listImports(keys: Commands, context: Context, group: KeyGroup<ApiKeyList>): void {
  keys
    .command('imports')
    .description('list the imports, the newest first')
    .action(async () => {
      const list = await group.open();
      await showList(context, list.imports(), {
        ID: ({ id }) => id,
        AT: ({ createdAt }) => createdAt,
        MODE: ({ mode }) => mode,
        ADDED: ({ added }) => added,
        OVERWRITTEN: ({ overwritten }) => overwritten,
        REVOKED: ({ revoked }) => revoked,
        'UNDO UNTIL': ({ undoableUntil, undoneAt }) => (undoneAt === null ? undoableUntil : 'taken back'),
      });
    });
}
