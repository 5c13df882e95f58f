import { type Commands, type Context, examples, showDone } from '../context.ts';
import { UsageError } from '../failures.ts';
import { writeProfile } from '../profiles/profiles.ts';
import { findWorkspace } from '../visible-places.ts';

/** `keyward use`: remembers the workspace that later commands act in. */
export function useCommand(program: Commands, context: Context): void {
  program
    .command('use')
    .description('choose the workspace that later commands act in')
    .argument('<workspace>', 'its id or its name')
    .addHelpText('after', examples('keyward use Production'))
    .action(async (wanted) => {
      const { keyward, connection } = await context.session();
      if (connection.profile === undefined) {
        throw new UsageError('The workspace is remembered with a sign-in: sign in, or set KEYWARD_WORKSPACE.');
      }
      const { id, name, organizationId } = await findWorkspace(keyward, wanted, context.options().organization);
      const profile = { ...connection.profile, workspaceId: id, organizationId };
      await writeProfile(context.terminal, connection.profileName, profile);
      showDone(context, { workspaceId: id, organizationId }, `From now on in ${name} (${id}).`);
    });
}
