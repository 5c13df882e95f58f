import { type Commands, type Context, showDone } from '../../context.ts';

/** `keyward orgs create`. */
export function createOrganization(orgs: Commands, context: Context): void {
  orgs
    .command('create')
    .description('create an organization; for operators')
    .argument('<name>')
    .action(async (name) => {
      const { keyward } = await context.session();
      const made = await keyward.post('/v1/organizations', { body: { name } });
      showDone(context, made, `Created ${made.name} (${made.id}).`);
    });
}
