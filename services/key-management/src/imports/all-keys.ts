import type { ChangedEntity } from '../changes/record-change.ts';
import type { Tenant } from '../principals/principal.ts';

/** What is changed for the feed when many keys of a list are: one entry, whatever their number. */
export function allKeysOf({ organizationId, workspaceId }: Tenant): [ChangedEntity, string, string | null] {
  return workspaceId === null ? ['organization', organizationId, null] : ['workspace', workspaceId, workspaceId];
}
