import { type Commands, type Context, showList } from '../../context.ts';

/** `keyward orgs list`. */
export function listOrganizations(orgs: Commands, context: Context): void {
  orgs
    .command('list')
    .description('list the organizations that you may see')
    .action(async () => {
      const { keyward } = await context.session();
      await showList(context, keyward.list('/v1/organizations'), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        CREATED: ({ createdAt }) => createdAt,
      });
    });
}
