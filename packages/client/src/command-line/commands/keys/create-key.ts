import { type Commands, type Context, examples } from '../../context.ts';
import { given } from '../../option-values.ts';
import type { ApiKeyList, KeyGroup } from './key-lists.ts';
import { keyOptions } from './key-options.ts';
import { permissionsOf } from './permissions.ts';
import { showToken } from './show-token.ts';

/** `keyward keys create`. */
export function createKey(keys: Commands, context: Context, group: KeyGroup<ApiKeyList>): void {
  keyOptions(keys.command('create').description('create a key; its token is printed once, on standard output'))
    .option(
      '--expires-in <time>',
      'two-weeks, one-month, three-months, six-months, one-year, never, or a duration such as P45D',
    )
    .addHelpText(
      'after',
      examples(
        'keyward keys create --name "Web shop" --expires-in three-months --tag web',
        'TOKEN=$(keyward keys create --name CI --flow order-status)',
      ),
    )
    .action(async (options) => {
      const list = await group.open();
      const limits = given({
        requestsPerMinute: options.requestsPerMinute,
        requestsPerDay: options.requestsPerDay,
        concurrentRequests: options.concurrentRequests,
      });
      const body = given({
        name: options.name,
        permissions: permissionsOf(options.permission),
        flows: options.flow,
        allowedIps: options.allowIp,
        tags: options.tag,
        metadata: options.metadata,
        expiresAt: options.expiresAt,
        expiresIn: options.expiresIn,
        limits: Object.keys(limits).length === 0 ? undefined : limits,
      });
      const key = await list.create(body);
      showToken(context, key, `Created ${key.name} (${key.id}) in ${list.name}.`, group);
    });
}
