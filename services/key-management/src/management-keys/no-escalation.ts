import { ProblemError, permissionsBeyond } from '@keyward/auth';
import { problems } from '../http/problems.ts';
import type { KeyPower } from '../keys/key-surface.ts';
import { type Principal, permissionsIn } from '../principals/principal.ts';

/**
 * Throws 403 where a management key would have more power than the caller: nobody hands out what they do not hold. It
 * holds for changing and rotating a key, too, since that shows or revives its power.
 */
export function requireNoEscalation(principal: Principal, power: KeyPower): void {
  const { organizationId, workspaceId, permissions, operator } = power;
  if (principal.operator) return;
  if (operator || organizationId === null) {
    throw new ProblemError(problems.privilegeEscalation, { detail: 'Only an operator may do this with an operator.' });
  }
  const beyond = permissionsBeyond(permissionsIn(principal, { organizationId, workspaceId }), permissions);
  if (beyond.length === 0) return;
  throw new ProblemError(problems.privilegeEscalation, {
    detail: `The caller does not hold ${beyond.join(', ')} there.`,
    members: { permissions: beyond },
  });
}
