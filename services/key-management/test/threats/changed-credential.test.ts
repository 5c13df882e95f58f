import { LeaseGrant } from '@keyward/auth';
import t from 'tap';
import { Value } from 'typebox/value';
import { makeTenant } from '../fixtures/keys.ts';
import { isPending } from '../fixtures/pending.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { workspaceApi } from '../fixtures/workspace-api.ts';

// The fault: a leaked credential is replaced, or a gateway deleted, and a gateway that remembers the old one goes on
// sending it. The answer must not come before every gateway has acted.

const km = await startKeyManagement(t, { LEASE_TTL_MS: '9000' });
const { call, make } = workspaceApi(km, await makeTenant(km, 'Acme'));
const stored = (name: string) =>
  make('credentials', { name, service: 'openai', value: `sk-${name}`, visibility: 'shared' });
const [changed = '', spare = '', doomed = ''] = await Promise.all(['changed', 'spare', 'doomed'].map(stored));
const upstream = (name: string, credentialId: string) =>
  make('upstreams', { name, kind: 'llm', baseUrl: 'https://api.openai.com/v1', credentialId });
const [one, two] = [await upstream('one', changed), await upstream('two', doomed)];
const gateway = (name: string) => make('gateways', { name, models: [{ name: 'fast', upstreamId: one }] });
const [edited, ended] = [await gateway('edited'), await gateway('ended')];
const key = await make(`gateways/${edited}/keys`, {});
await make(`gateways/${ended}/keys`, {});

const LEASES = '/internal/v1/leases';
const asGateway = (method: 'POST' | 'DELETE', path: string, body?: object) =>
  km.request({ method, path: LEASES + path, token: km.serviceToken, ...(body === undefined ? {} : { body }) });

const changes: [label: string, entity: string, ...Parameters<typeof call>][] = [
  ["a credential's new value", 'credential', 'PATCH', `credentials/${changed}`, { value: 'sk-new' }],
  ['a credential that goes elsewhere', 'credential', 'PATCH', `credentials/${changed}`, { service: 'anthropic' }],
  ['another credential of an upstream', 'upstream', 'PATCH', `upstreams/${one}`, { credentialId: spare }],
  ['a credential that is deleted by force', 'credential', 'DELETE', `credentials/${doomed}?force=true`],
  ['an upstream without one', 'upstream', 'PATCH', `upstreams/${two}`, { credentialId: null }],
  ['other models', 'gateway', 'PATCH', `gateways/${edited}`, { models: [{ name: 'new', upstreamId: two }] }],
  ['a gateway key that is suspended', 'key', 'PATCH', `gateways/${edited}/keys/${key}`, { enabled: false }],
  ['a gateway key that is revoked', 'key', 'DELETE', `gateways/${edited}/keys/${key}`],
  ['a deleted gateway', 'gateway', 'DELETE', `gateways/${ended}`],
];

for (const [label, entity, method, path, body] of changes) {
  t.test(`${label} is answered once the gateways have acted`, async (t) => {
    const { leaseId, revision } = Value.Parse(LeaseGrant, (await asGateway('POST', '', { staleMs: 0 })).body);
    const answer = call(method, path, body);
    t.ok(await isPending(answer, 400), 'it waits');
    const told = await asGateway('POST', `/${leaseId}/poll`, { revision });
    t.match(told.body, { changes: [{ revision: revision + 1, entity }] });
    t.ok(await isPending(answer, 100), 'to have heard of it is not to have acted on it');
    await asGateway('DELETE', `/${leaseId}`);
    const { status, body: settled } = await answer;
    t.equal(status, 200);
    t.match(settled.enforcement, { gateways: 1, acknowledged: 1, lapsed: 0 });
  });
}
