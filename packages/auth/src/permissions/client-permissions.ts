import { type Static, Type } from 'typebox';

/** What a client app's key may do at the gateway. */
export const CLIENT_PERMISSIONS = ['flows:execute', 'logs:view', 'deployments:manage', 'apis:call'] as const;

export type ClientPermission = (typeof CLIENT_PERMISSIONS)[number];

/** One entry of a client key's `permissions`: a permission, or `*` for all of them, also later ones. */
export const ClientPermissionGrant = Type.Enum([...CLIENT_PERMISSIONS, '*'], {
  type: 'string',
  description: 'What the key may do at the gateway; `*` stands for everything.',
});
export type ClientPermissionGrant = Static<typeof ClientPermissionGrant>;

/** Whether a client key's grants include a permission. */
export function clientPermits(granted: readonly string[], needed: ClientPermission): boolean {
  return granted.includes(needed) || granted.includes('*');
}
