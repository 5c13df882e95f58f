import { type Commands, type Context, examples, showList } from '../context.ts';
import { count, given } from '../option-values.ts';

const SHOWN = 50;

/** `keyward audit`: who did what. */
export function auditCommand(program: Commands, context: Context): void {
  program
    .command('audit')
    .description('show who did what in an organization, the newest first')
    .option('--action <action>', 'one action, such as api-key.revoked')
    .option('--actor <id>', 'one principal')
    .option('--target <id>', 'one resource')
    .option('--target-type <type>', 'one kind of resource, such as api-key')
    .option('--from <time>', 'from this time on (RFC 3339)')
    .option('--to <time>', 'up to this time (RFC 3339)')
    .option('--limit <number>', 'how many at most', count, SHOWN)
    .addHelpText('after', examples('keyward audit --action api-key.revoked --from 2026-01-01T00:00:00Z'))
    .action(async ({ action, actor, target, targetType, from, to, limit }) => {
      const session = await context.session();
      const workspace = context.options().workspace === undefined ? undefined : await session.workspace();
      const organizationId = workspace?.organizationId ?? (await session.organizationId());
      const query = given({
        action,
        actorId: actor,
        targetId: target,
        targetType,
        from,
        to,
        workspaceId: workspace?.id,
        limit: Math.min(limit + 1, 200),
      });
      const path = { organizationId };
      const events = session.keyward.list('/v1/organizations/{organizationId}/audit-events', { path, query });
      await showList(
        context,
        events,
        {
          AT: ({ at }) => at,
          WHO: ({ actor: by }) => by.name,
          ACTION: (event) => event.action,
          WHAT: ({ target: on }) => on.name ?? on.id,
          FROM: ({ ip }) => ip,
        },
        limit,
      );
    });
}
