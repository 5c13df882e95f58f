import { type Commands, type Context, examples } from '../../context.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findKey } from './find-key.ts';
import type { KeyGroup } from './key-lists.ts';
import { showToken } from './show-token.ts';

/** `keyward keys rotate`, and the same of other kinds. */
export function rotateKey(keys: Commands, context: Context, group: KeyGroup): void {
  keys
    .command('rotate')
    .description('mint a successor with the same rights, while the old key works on for the overlap')
    .argument('<key>', 'its id or its name')
    .option('--overlap <duration>', 'how long the old key works on, up to P90D; PT0S ends it at once', 'PT24H')
    .addHelpText(
      'after',
      examples(`keyward ${group.command} rotate CI`, `TOKEN=$(keyward ${group.command} rotate CI --overlap PT1H)`),
    )
    .action(async (wanted, { overlap }) => {
      const list = await group.open();
      const { key, etag } = await findKey(list, wanted);
      const successor = await list.rotate(key.id, overlap, etag);
      const inForce = receipt(successor.enforcement);
      const line = `${successor.name} is ${successor.id} now; ${key.id} works on for ${overlap}: ${inForce}.`;
      showToken(context, successor, line, group);
    });
}
