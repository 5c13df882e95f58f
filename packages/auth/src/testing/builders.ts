import type { ClientKey } from '../authorization/index.ts';
import { newId } from '../token/index.ts';
import type { IntrospectionActive } from '../wire/index.ts';

/** A client key that may execute flows, with whatever the test is about. */
export function aClientKey(overrides: Partial<ClientKey> = {}): ClientKey {
  return {
    id: newId(),
    kind: 'api',
    organizationId: 'organization0001',
    workspaceId: 'workspace0000001',
    gatewayId: null,
    permissions: ['flows:execute'],
    flows: null,
    allowedIps: null,
    limits: {},
    expiresAt: null,
    revision: 1,
    ...overrides,
  };
}

/** An introspection answer about an active API key; `keyward` is merged member by member. */
export function anIntrospectionAnswer(
  overrides: Partial<Omit<IntrospectionActive, 'keyward'>> & { keyward?: Partial<IntrospectionActive['keyward']> } = {},
): IntrospectionActive {
  const id = overrides.client_id ?? newId();
  return {
    active: true,
    scope: 'flows:execute',
    client_id: id,
    token_type: 'Bearer',
    iat: 1_735_689_600,
    jti: id,
    ...overrides,
    keyward: {
      kind: 'api',
      organizationId: 'organization0001',
      workspaceId: 'workspace0000001',
      gatewayId: null,
      flows: null,
      allowedIps: null,
      limits: {},
      revision: 1,
      ...overrides.keyward,
    },
  };
}
