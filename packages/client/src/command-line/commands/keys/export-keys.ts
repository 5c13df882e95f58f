import { pipeline } from 'node:stream/promises';
import { type Commands, type Context, examples } from '../../context.ts';
import { writePrivateFile } from '../../profiles/private-file.ts';

/** `keyward keys export`. */
export function exportKeys(keys: Commands, context: Context): void {
  keys
    .command('export')
    .description(
      'write every live key of the workspace to a file; no token is in it, yet the keys work where it is imported',
    )
    .option('--output <file>', 'the file, which only you can read; standard output where left out')
    .addHelpText('after', examples('keyward keys export --output keys.json'))
    .action(async ({ output }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const request = { path, timeoutMs: 0 };
      const { body } = await keyward.open('get', '/v1/workspaces/{workspaceId}/api-keys/export', request);
      if (body === null) throw new Error('the answer is empty');
      if (output === undefined) return pipeline(body, context.terminal.stdout, { end: false });
      await writePrivateFile(output, body);
      context.terminal.say(`Written to ${output}. Keep it as you keep a database dump.`);
    });
}
