import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { given } from '../../option-values.ts';
import { confirm } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findKey } from './find-key.ts';
import type { KeyGroup } from './key-lists.ts';

/** `keyward keys revoke`, and the same of other kinds. */
export function revokeKey(keys: Commands, context: Context, group: KeyGroup): void {
  keys
    .command('revoke')
    .description('end a key, at once and for good; returns when no gateway accepts it any more')
    .argument('<key>', 'its id or its name')
    .option('--reason <text>', 'why; kept with the key')
    .option('--async', 'do not wait for the gateways')
    .addHelpText(
      'after',
      examples(`keyward ${group.command} revoke CI --reason leaked`, `keyward ${group.command} revoke CI --yes`),
    )
    .action(async (wanted, { reason, async: respondAsync }) => {
      const list = await group.open();
      const { key } = await findKey(list, wanted);
      const question = `Revoke ${key.name} (${key.id}) in ${list.name}, for good?`;
      await confirm(context.terminal, context.options().yes === true, question);
      const headers = { ...(respondAsync && { prefer: 'respond-async' }) };
      const answer = await list.revoke(key.id, given({ reason }), headers);
      showDone(context, answer, `Revoked ${key.name}: ${receipt(answer.enforcement, 'refused by')}.`);
    });
}
