import { type Commands, type Context, examples } from '../../context.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findKey } from './find-key.ts';
import { showToken } from './show-token.ts';

/** `keyward keys rotate`. */
export function rotateKey(keys: Commands, context: Context): void {
  keys
    .command('rotate')
    .description('mint a successor with the same rights, while the old key works on for the overlap')
    .argument('<key>', 'its id or its name')
    .option('--overlap <duration>', 'how long the old key works on, up to P90D; PT0S ends it at once', 'PT24H')
    .addHelpText('after', examples('keyward keys rotate "Web shop"', 'TOKEN=$(keyward keys rotate CI --overlap PT1H)'))
    .action(async (wanted, { overlap }) => {
      const { keyward, workspace } = await context.session();
      const workspaceId = (await workspace()).id;
      const { key, etag } = await findKey(keyward, workspaceId, wanted);
      const successor = await keyward.post('/v1/workspaces/{workspaceId}/api-keys/{keyId}/rotate', {
        path: { workspaceId, keyId: key.id },
        body: { overlap },
        ifMatch: etag,
      });
      const inForce = receipt(successor.enforcement);
      const line = `${successor.name} is ${successor.id} now; ${key.id} works on for ${overlap}: ${inForce}.`;
      showToken(context, successor, line);
    });
}
