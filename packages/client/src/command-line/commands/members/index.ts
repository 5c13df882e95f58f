import type { Commands, Context } from '../../context.ts';
import { addMember } from './add-member.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';

/** `keyward members`: people and groups, and what they may do. */
export function memberCommands(program: Commands, context: Context): void {
  const members = program.command('members').description('members: people and groups of an OpenID provider');
  listMembers(members, context);
  addMember(members, context);
  removeMember(members, context);
}
