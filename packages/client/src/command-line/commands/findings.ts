import { Option } from '@commander-js/extra-typings';
import { type Commands, type Context, examples, showList } from '../context.ts';
import { given } from '../option-values.ts';

const TYPES = [
  'denials-jump',
  'new-network',
  'rate-limited',
  'idle',
  'never-used',
  'expiring-soon',
  'permissions-unused',
] as const;

/** `keyward findings`: keys that somebody should look at. */
export function findingsCommand(program: Commands, context: Context): void {
  program
    .command('findings')
    .description('list what somebody should look at: idle keys, jumps in refusals, new networks, ends that come near')
    .addOption(new Option('--type <type>', 'one kind').choices(TYPES))
    .addOption(new Option('--status <status>', 'whether it is still so').choices(['open', 'resolved'] as const))
    .option('--key <id>', 'one key')
    .addHelpText('after', examples('keyward findings', 'keyward findings --type never-used --json'))
    .action(async ({ type, status, key }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const query = given({ type, status, keyId: key });
      await showList(context, keyward.list('/v1/workspaces/{workspaceId}/findings', { path, query }), {
        FOUND: ({ foundAt }) => foundAt,
        TYPE: (finding) => finding.type,
        KEY: ({ keyId }) => keyId,
        DETAIL: ({ detail }) => JSON.stringify(detail),
        RESOLVED: ({ resolvedAt }) => resolvedAt,
      });
    });
}
