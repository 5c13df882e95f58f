import { type Commands, type Context, showDone } from '../../context.ts';
import { confirm } from '../../terminal/prompts.ts';

/** `keyward members remove`. */
export function removeMember(members: Commands, context: Context): void {
  members
    .command('remove')
    .description('take a member out')
    .argument('<member-id>')
    .action(async (memberId) => {
      const { keyward, organizationId } = await context.session();
      const path = { organizationId: await organizationId(), memberId };
      await confirm(context.terminal, context.options().yes === true, `Take out ${memberId}?`);
      const removed = await keyward.delete('/v1/organizations/{organizationId}/members/{memberId}', { path });
      showDone(context, removed, `Taken out ${memberId}.`);
    });
}
