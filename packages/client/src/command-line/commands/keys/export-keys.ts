import { pipeline } from 'node:stream/promises';
import { type Commands, type Context, examples } from '../../context.ts';
import { writePrivateFile } from '../../profiles/private-file.ts';
import type { ApiKeyList, KeyGroup } from './key-lists.ts';

/** `keyward keys export`. */
export function exportKeys(keys: Commands, context: Context, group: KeyGroup<ApiKeyList>): void {
  keys
    .command('export')
    .description('write every live key to a file; no token is in it, yet the keys work where it is imported')
    .option('--output <file>', 'the file, which only you can read; standard output where left out')
    .addHelpText('after', examples('keyward keys export --output keys.json'))
    .action(async ({ output }) => {
      const { body } = await (await group.open()).export();
      if (body === null) throw new Error('the answer is empty');
      if (output === undefined) return pipeline(body, context.terminal.stdout, { end: false });
      await writePrivateFile(output, body);
      context.terminal.say(`Written to ${output}. Keep it as you keep a database dump.`);
    });
}
