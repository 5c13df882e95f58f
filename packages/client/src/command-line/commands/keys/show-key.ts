import { type Commands, type Context, showOne } from '../../context.ts';
import { findKey } from './find-key.ts';
import type { KeyGroup } from './key-lists.ts';

/** `keyward keys show`, and the same of other kinds. */
export function showKey(keys: Commands, context: Context, group: KeyGroup): void {
  keys
    .command('show')
    .description('show all there is to see of a key')
    .argument('<key>', 'its id or its name')
    .action(async (wanted) => {
      const { key } = await findKey(await group.open(), wanted);
      showOne(context, key);
    });
}
