import { type Commands, type Context, showOne } from '../context.ts';
import { table } from '../terminal/table.ts';

/** `keyward whoami`: who the caller is and what it may do. */
export function whoamiCommand(program: Commands, context: Context): void {
  program
    .command('whoami')
    .description('show who you are and what you may do')
    .action(async () => {
      const { keyward, connection } = await context.session();
      const me = await keyward.get('/v1/me');
      if (context.options().json) return showOne(context, me);
      const { kind, id, name, operator, expiresAt } = me;
      showOne(context, { name, id, kind, operator: operator ? 'yes' : 'no', expires: expiresAt, at: connection.url });
      if (me.grants.length === 0) return;
      context.terminal.out(
        `\n${table(context.terminal, me.grants, {
          ORGANIZATION: ({ organizationName }) => organizationName,
          WORKSPACE: ({ workspaceId }) => workspaceId ?? 'all',
          PERMISSIONS: ({ permissions }) => permissions.join(' '),
        })}`,
      );
    });
}
