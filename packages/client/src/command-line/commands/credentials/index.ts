import type { Commands, Context } from '../../context.ts';
import { createCredential } from './create-credential.ts';
import { deleteCredential } from './delete-credential.ts';
import { listCredentials } from './list-credentials.ts';
import { rotateCredential } from './rotate-credential.ts';

/** `keyward credentials`: the stored keys of other services. */
export function credentialCommands(program: Commands, context: Context): void {
  const credentials = program.command('credentials').description('credentials: the keys of other services, write-only');
  listCredentials(credentials, context);
  createCredential(credentials, context);
  rotateCredential(credentials, context);
  deleteCredential(credentials, context);
}
