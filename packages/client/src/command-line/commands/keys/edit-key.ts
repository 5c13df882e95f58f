import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { UsageError } from '../../failures.ts';
import { given } from '../../option-values.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findKey } from './find-key.ts';
import type { ApiKeyList, KeyGroup } from './key-lists.ts';
import { keyOptions } from './key-options.ts';
import { permissionsOf } from './permissions.ts';

/** `keyward keys edit`. */
export function editKey(keys: Commands, context: Context, group: KeyGroup<ApiKeyList>): void {
  keyOptions(
    keys.command('edit').description('change a key; what is left out stays').argument('<key>', 'its id or its name'),
  )
    .option('--any-flow', 'let it call every flow')
    .option('--any-ip', 'let it be used from everywhere')
    .option('--no-tags', 'take its tags away')
    .option('--no-limits', 'take its limits away')
    .option('--never-expires', 'let it live until it is revoked')
    .option('--enable', 'bring it back')
    .option('--disable', 'suspend it: refused everywhere at once')
    .addHelpText(
      'after',
      examples(
        'keyward keys edit "Web shop" --requests-per-minute 600',
        'keyward keys edit 3kTq9ZpL0aBcDeFg --disable',
      ),
    )
    .action(async (wanted, options) => {
      exclude('--enable', options.enable, '--disable', options.disable);
      exclude('--expires-at', options.expiresAt, '--never-expires', options.neverExpires);
      const list = await group.open();
      const { key, etag } = await findKey(list, wanted);
      const limits = given({
        requestsPerMinute: options.requestsPerMinute,
        requestsPerDay: options.requestsPerDay,
        concurrentRequests: options.concurrentRequests,
      });
      const hasLimits = Object.keys(limits).length > 0;
      const body = given({
        name: options.name,
        permissions: permissionsOf(options.permission),
        flows: options.anyFlow ? null : options.flow,
        allowedIps: options.anyIp ? null : options.allowIp,
        tags: options.tags ? options.tag : [],
        metadata: options.metadata && { ...key.metadata, ...options.metadata },
        expiresAt: options.neverExpires ? null : options.expiresAt,
        // Replaced as a whole by the service, so those that are not named go along; the ETag guards what was read.
        limits: options.limits ? (hasLimits ? { ...key.limits, ...limits } : undefined) : limits,
        enabled: options.enable ? true : options.disable ? false : undefined,
      });
      if (Object.keys(body).length === 0) throw new UsageError('Say what to change: see keyward keys edit --help');
      const edited = await list.edit(key.id, body, etag);
      showDone(context, edited, `${edited.name} (${edited.id}) is changed: ${receipt(edited.enforcement)}.`);
    });
}

function exclude(one: string, first: unknown, other: string, second: unknown): void {
  if (first !== undefined && second !== undefined) throw new UsageError(`${one} and ${other} exclude each other.`);
}
