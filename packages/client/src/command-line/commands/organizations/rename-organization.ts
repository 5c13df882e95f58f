import { type Commands, type Context, showDone } from '../../context.ts';

/** `keyward orgs rename`. */
export function renameOrganization(orgs: Commands, context: Context): void {
  orgs
    .command('rename')
    .description('rename an organization')
    .argument('<organization-id>')
    .argument('<name>')
    .action(async (organizationId, name) => {
      const { keyward } = await context.session();
      const path = { organizationId };
      const renamed = await keyward.patch('/v1/organizations/{organizationId}', { path, body: { name } });
      showDone(context, renamed, `It is called ${name} now.`);
    });
}
