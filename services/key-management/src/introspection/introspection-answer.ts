import type { IntrospectionActive, IntrospectionAnswer, IntrospectionInactive } from '@keyward/auth';
import { keyStatus } from '../keys/key-status.ts';
import type { PresentedKey } from '../keys/presented-keys.ts';
import { type Principal, permissionsIn } from '../principals/principal.ts';

type Reason = NonNullable<IntrospectionInactive['keyward']>['reason'];

/**
 * What a token is at `now` (RFC 7662 §2.2). The key is its own subject, as RFC 9068 §2.2 has it where no person is
 * involved. `exp` is rounded down: nobody uses a key longer than it lives.
 */
export function introspectionAnswer(
  { key, revision, tenantDeleted }: PresentedKey,
  secretMatches: boolean,
  issuer: string,
  now: Date,
): IntrospectionAnswer {
  // Whoever has an id without its secret learns nothing about the key.
  if (key === undefined || !secretMatches || key.organizationId === null) return inactive('unknown', revision);
  const status = keyStatus(key, now);
  if (tenantDeleted || status === 'revoked' || status === 'disabled') return inactive('revoked', revision);
  if (status === 'expired') return inactive('expired', revision);
  return {
    active: true,
    scope: key.permissions.join(' '),
    client_id: key.id,
    token_type: 'Bearer',
    ...(key.expiresAt === null ? {} : { exp: seconds(key.expiresAt) }),
    iat: seconds(key.createdAt),
    sub: key.id,
    iss: issuer,
    jti: key.id,
    keyward: {
      kind: key.kind === 'gw' ? 'gw' : 'api',
      organizationId: key.organizationId,
      workspaceId: key.workspaceId,
      gatewayId: key.gatewayId,
      flows: key.flows,
      allowedIps: key.allowedIps,
      limits: key.limits,
      revision,
    },
  };
}

/** As much of an answer as the caller may see: all of it with a service key, else only keys that one may view. */
export function visibleAnswer(answer: IntrospectionAnswer, principal: Principal): IntrospectionAnswer {
  if (principal.kind === 'service-key') return answer;
  return answer.active && mayView(principal, answer) ? answer : { active: false };
}

function mayView(principal: Principal, { keyward }: IntrospectionActive): boolean {
  const { kind, organizationId, workspaceId } = keyward;
  const needed = kind === 'gw' ? 'gateways:view' : 'apikeys:view';
  return permissionsIn(principal, { organizationId, workspaceId }).includes(needed);
}

function inactive(reason: Reason, revision: number): IntrospectionInactive {
  return { active: false, keyward: { revision, reason } };
}

function seconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}
