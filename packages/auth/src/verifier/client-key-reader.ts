import type { ClientKey } from '../authorization/index.ts';
import { parseAddressList } from '../network/index.ts';
import type { IntrospectionActive, KeyLimits } from '../wire/index.ts';

/** How many distinct strings are shared at most; beyond that sharing begins anew. */
const MAX_SHARED = 10_000;
const NO_LIMITS: KeyLimits = Object.freeze({});

/**
 * Turns introspection answers into client keys. What many keys have in common (ids of organizations and workspaces,
 * permission lists) is one object in memory. Throws a RangeError when an address list is not well-formed.
 */
export function createClientKeyReader(): (answer: IntrospectionActive) => ClientKey {
  const texts = new Map<string, string>();
  const permissionLists = new Map<string, readonly string[]>();

  function shared(text: string): string {
    return remember(texts, text, () => text);
  }

  return ({ client_id, scope, exp, keyward }) => ({
    id: client_id,
    kind: keyward.kind,
    organizationId: shared(keyward.organizationId),
    workspaceId: keyward.workspaceId === null ? null : shared(keyward.workspaceId),
    gatewayId: keyward.gatewayId === null ? null : shared(keyward.gatewayId),
    permissions: remember(permissionLists, scope, () => scope.split(' ').filter((name) => name !== '')),
    flows: keyward.flows,
    allowedIps: keyward.allowedIps === null ? null : parseAddressList(keyward.allowedIps),
    limits: Object.keys(keyward.limits).length === 0 ? NO_LIMITS : keyward.limits,
    expiresAt: exp === undefined ? null : exp * 1000,
    revision: keyward.revision,
  });
}

function remember<T>(known: Map<string, T>, text: string, make: () => T): T {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= MAX_SHARED) known.clear();
  const made = make();
  known.set(text, made);
  return made;
}
