import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { readToken } from '../../profiles/read-token.ts';
import { receipt } from '../../terminal/receipt.ts';
import { findCredential } from './find-credential.ts';

/** `keyward credentials rotate`. */
export function rotateCredential(credentials: Commands, context: Context): void {
  credentials
    .command('rotate')
    .description('give a credential a new value; whatever uses it goes on')
    .argument('<credential>', 'its id or its name')
    .option('--value-file <file>', 'read the new value from a file, or from standard input (-), instead of asking')
    .addHelpText('after', examples('pass show openai | keyward credentials rotate "OpenAI production" --value-file -'))
    .action(async (wanted, { valueFile }) => {
      const { keyward, workspace } = await context.session();
      const workspaceId = (await workspace()).id;
      const { id: credentialId, name } = await findCredential(keyward, workspaceId, wanted);
      const value = await readToken(context.terminal, valueFile, 'New value');
      const path = { workspaceId, credentialId };
      const request = { path, body: { value } };
      const edited = await keyward.patch('/v1/workspaces/{workspaceId}/credentials/{credentialId}', request);
      showDone(context, edited, `${name} has its new value: ${receipt(edited.enforcement)}.`);
    });
}
