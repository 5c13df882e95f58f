import { type Commands, type Context, showOne } from '../../context.ts';
import { findKey } from './find-key.ts';

/** `keyward keys show`. */
export function showKey(keys: Commands, context: Context): void {
  keys
    .command('show')
    .description('show all there is to see of a key')
    .argument('<key>', 'its id or its name')
    .action(async (wanted) => {
      const { keyward, workspace } = await context.session();
      const { key } = await findKey(keyward, (await workspace()).id, wanted);
      showOne(context, key);
    });
}
