import { type Commands, type Context, showDone } from '../../context.ts';
import { confirmByName } from '../../terminal/prompts.ts';
import { receipt } from '../../terminal/receipt.ts';

/** `keyward orgs delete`. */
export function deleteOrganization(orgs: Commands, context: Context): void {
  orgs
    .command('delete')
    .description('delete an organization: every key below it ends at once and for good')
    .argument('<organization-id>')
    .action(async (organizationId) => {
      const { keyward } = await context.session();
      const path = { organizationId };
      const { name } = await keyward.get('/v1/organizations/{organizationId}', { path });
      const question = `Deleting ${name} ends its workspaces and all their keys, for good.`;
      await confirmByName(context.terminal, context.options().yes === true, question, name);
      const deleted = await keyward.delete('/v1/organizations/{organizationId}', { path });
      showDone(context, deleted, `Deleted: its keys are ${receipt(deleted.enforcement, 'refused by')}.`);
    });
}
