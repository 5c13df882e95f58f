import type { ClientKey } from '../authorization/index.ts';
import { parseAddressList } from '../network/index.ts';
import type { IntrospectionActive } from '../wire/index.ts';

/** A client key in little room: what it has in common with others is one object. */
export interface CompactKey {
  readonly id: string;
  readonly common: CommonPart;
  readonly expiresAt: number | null;
  readonly revision: number;
}

type CommonPart = Omit<ClientKey, 'id' | 'expiresAt' | 'revision'>;

/** How many distinct values are shared at most; beyond that sharing begins anew. */
const MAX_SHARED = 10_000;

/**
 * Turns introspection answers into client keys. Whatever many keys have in common (ids of organizations and workspaces,
 * permissions, flows, address lists, limits) is there once. Throws a RangeError when an address list is not well-formed.
 */
export function createClientKeyReader(): (answer: IntrospectionActive) => CompactKey {
  const ids = createSharing((id: string) => id);
  const permissions = createSharing((scope: string) => scope.split(' ').filter((name) => name !== ''));
  const limits = createSharing((value: ClientKey['limits']) => value, JSON.stringify);
  const flowLists = createSharing((flows: readonly string[]) => flows, JSON.stringify);
  const addressLists = createSharing(parseAddressList, JSON.stringify);

  function read({ scope, keyward }: IntrospectionActive): CommonPart {
    return {
      kind: keyward.kind,
      organizationId: ids(keyward.organizationId),
      workspaceId: keyward.workspaceId === null ? null : ids(keyward.workspaceId),
      gatewayId: keyward.gatewayId === null ? null : ids(keyward.gatewayId),
      permissions: permissions(scope),
      flows: keyward.flows === null ? null : flowLists(keyward.flows),
      allowedIps: keyward.allowedIps === null ? null : addressLists(keyward.allowedIps),
      limits: limits(keyward.limits),
    };
  }

  const commonParts = createSharing(
    read,
    ({ scope, keyward: { kind, organizationId, workspaceId, gatewayId, ...k } }) =>
      JSON.stringify([scope, kind, organizationId, workspaceId, gatewayId, k.flows, k.allowedIps, k.limits]),
  );

  return (answer) => ({
    id: answer.client_id,
    common: commonParts(answer),
    expiresAt: answer.exp === undefined ? null : answer.exp * 1000,
    revision: answer.keyward.revision,
  });
}

/** The whole key, for one who asks. */
export function clientKeyOf({ id, common, expiresAt, revision }: CompactKey): ClientKey {
  const { kind, organizationId, workspaceId, gatewayId, permissions, flows, allowedIps, limits } = common;
  return {
    id,
    kind,
    organizationId,
    workspaceId,
    gatewayId,
    permissions,
    flows,
    allowedIps,
    limits,
    expiresAt,
    revision,
  };
}

/** A function that makes equal things once: `textOf` tells them apart. */
function createSharing<T, M extends object | string>(make: (from: T) => M, textOf: (from: T) => string = String) {
  const made = new Map<string, M>();
  return (from: T): M => {
    const text = textOf(from);
    const known = made.get(text);
    if (known !== undefined) return known;
    if (made.size >= MAX_SHARED) made.clear();
    const fresh = make(from);
    made.set(text, fresh);
    return fresh;
  };
}
