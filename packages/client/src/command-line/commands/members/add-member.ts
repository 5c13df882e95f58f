import { Option } from '@commander-js/extra-typings';
import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { UsageError } from '../../failures.ts';
import { given } from '../../option-values.ts';

/** `keyward members add`. */
export function addMember(members: Commands, context: Context): void {
  members
    .command('add')
    .description('let a person or a group in; --workspace limits it to one workspace')
    .option('--subject <subject>', 'a person, as <issuer>|<sub>')
    .option('--group <group>', "a value of the provider's groups claim")
    .option('--name <name>', 'how people know them')
    .addOption(
      new Option('--role <role>', 'what they may do')
        .choices(['owner', 'admin', 'developer', 'viewer'] as const)
        .default('viewer' as const),
    )
    .addHelpText('after', examples('keyward members add --group platform-team --role admin'))
    .action(async ({ subject, group, name, role }) => {
      if ((subject === undefined) === (group === undefined)) throw new UsageError('Name either --subject or --group.');
      const { keyward, organizationId, workspace } = await context.session();
      const place = context.options().workspace === undefined ? undefined : await workspace();
      const path = { organizationId: place?.organizationId ?? (await organizationId()) };
      const body = { role, ...given({ subject, group, displayName: name, workspaceId: place?.id }) };
      const member = await keyward.post('/v1/organizations/{organizationId}/members', { path, body });
      showDone(context, member, `Added ${subject ?? `group ${group}`} as ${role} (${member.id}).`);
    });
}
