import { type Commands, type Context, examples, showOne } from '../context.ts';
import { readToken } from '../profiles/read-token.ts';

/** `keyward introspect`: what a token is (RFC 7662). */
export function introspectCommand(program: Commands, context: Context): void {
  program
    .command('introspect')
    .description('tell what a token is; it is read from a prompt, a file or standard input')
    .option('--token-file <file>', 'read the token from a file, or from standard input (-), instead of asking')
    .addHelpText('after', examples('keyward introspect', 'pass show web-shop | keyward introspect --token-file -'))
    .action(async ({ tokenFile }) => {
      const { keyward } = await context.session();
      const token = await readToken(context.terminal, tokenFile, 'Token');
      const answer = await keyward.post('/oauth2/introspect', { body: { token } });
      if (context.options().json || !answer.active) return showOne(context, { ...answer });
      const { active, client_id, scope, exp, keyward: own } = answer;
      const expires = exp === undefined ? 'never' : new Date(exp * 1000).toISOString();
      showOne(context, { active, key: client_id, permissions: scope, expires, ...own });
    });
}
