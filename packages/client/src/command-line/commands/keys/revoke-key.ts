import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { given } from '../../option-values.ts';
import { confirm } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findKey } from './find-key.ts';

/** `keyward keys revoke`. */
export function revokeKey(keys: Commands, context: Context): void {
  keys
    .command('revoke')
    .description('end a key, at once and for good; returns when no gateway accepts it any more')
    .argument('<key>', 'its id or its name')
    .option('--reason <text>', 'why; kept with the key')
    .option('--async', 'do not wait for the gateways')
    .addHelpText('after', examples('keyward keys revoke "Web shop" --reason leaked', 'keyward keys revoke CI --yes'))
    .action(async (wanted, { reason, async: respondAsync }) => {
      const { keyward, workspace } = await context.session();
      const place = await workspace();
      const { key } = await findKey(keyward, place.id, wanted);
      const question = `Revoke ${key.name} (${key.id}) in ${place.name}, for good?`;
      await confirm(context.terminal, context.options().yes === true, question);
      const answer = await keyward.delete('/v1/workspaces/{workspaceId}/api-keys/{keyId}', {
        path: { workspaceId: place.id, keyId: key.id },
        query: given({ reason }),
        ...(respondAsync && { headers: { prefer: 'respond-async' } }),
      });
      showDone(context, answer, `Revoked ${key.name}: ${receipt(answer.enforcement, 'refused by')}.`);
    });
}
