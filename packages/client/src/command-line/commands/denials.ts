import { type Commands, type Context, examples, showList } from '../context.ts';
import { count, given } from '../option-values.ts';

const SHOWN = 50;

/** `keyward denials`: why requests were refused. */
export function denialsCommand(program: Commands, context: Context): void {
  program
    .command('denials')
    .description('show why requests with keys of the workspace were refused, the newest first; kept for a week')
    .option('--request-id <id>', 'one request, by the X-Request-Id of its answer')
    .option('--key <id>', 'one key')
    .option('--problem <type>', 'one reason, such as /problems/insufficient-scope')
    .option('--limit <number>', 'how many at most', count, SHOWN)
    .addHelpText('after', examples('keyward denials --request-id 4f1c…', 'keyward denials --key 3kTq9ZpL0aBcDeFg'))
    .action(async ({ requestId, key, problem, limit }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const query = given({ requestId, keyId: key, problem, limit: Math.min(limit + 1, 200) });
      const denials = keyward.list('/v1/workspaces/{workspaceId}/denials', { path, query });
      await showList(
        context,
        denials,
        {
          AT: ({ at }) => at,
          KEY: ({ keyId }) => keyId,
          STATUS: ({ status }) => status,
          WHY: ({ detail, problem: type }) => detail ?? type,
          ROUTE: ({ route }) => route,
          FROM: ({ ip }) => ip,
          REQUEST: ({ requestId: id }) => id,
        },
        limit,
      );
    });
}
