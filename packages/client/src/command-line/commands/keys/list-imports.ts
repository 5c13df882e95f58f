import { type Commands, type Context, showList } from '../../context.ts';

/** `keyward keys imports`. */
export function listImports(keys: Commands, context: Context): void {
  keys
    .command('imports')
    .description('list the imports into a workspace')
    .action(async () => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      await showList(context, keyward.list('/v1/workspaces/{workspaceId}/api-keys/imports', { path }), {
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
