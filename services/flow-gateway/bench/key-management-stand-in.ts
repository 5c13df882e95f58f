import { parseToken } from '@keyward/auth';
import {
  anIntrospectionAnswer,
  type IntrospectionServer,
  leaseAnswer,
  startIntrospectionServer,
} from '@keyward/auth/testing';

import { FLOW } from './workload.ts';

/** Limits that count every request and refuse none. */
export const PLENTY = { requestsPerMinute: 1_000_000_000, requestsPerDay: 1_000_000_000 };

const flow = { id: FLOW, organizationId: 'organization0001', workspaceId: 'workspace0000001', public: false };

/** A key-management that knows one flow, at `upstreamUrl`, and takes every well-formed token for a key with limits. */
export function startKeyManagementStandIn(
  upstreamUrl: string,
  introspect: (token: string) => object = everyMintedKey,
): Promise<IntrospectionServer> {
  const upstream = { id: 'u', name: 'u', kind: 'flow-server', baseUrl: upstreamUrl, credential: null };
  return startIntrospectionServer((question) => {
    if (question.path === '/oauth2/introspect') return { body: introspect(question.form.get('token') ?? '') };
    return leaseAnswer(question) ?? { body: { found: true, flow, upstream, revision: 1 } };
  });
}

function everyMintedKey(token: string): object {
  const parsed = parseToken(token);
  if (parsed.form !== 'minted') return { active: false, keyward: { revision: 1, reason: 'unknown' } };
  return anIntrospectionAnswer({ client_id: parsed.id, keyward: { limits: PLENTY } });
}
