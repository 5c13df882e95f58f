import { createUpstreamAddressPolicy } from '@keyward/auth';
import { Webhook } from 'standardwebhooks';
import t from 'tap';
import { find } from '../../src/findings/find.ts';
import { runJob } from '../../src/jobs/run-job.ts';
import { announceExpiry } from '../../src/webhooks/announce-expiry.ts';
import { deliverDue } from '../../src/webhooks/deliver.ts';
import { retryDelayMs } from '../../src/webhooks/retry-delay.ts';
import { createWebhookSender } from '../../src/webhooks/send-webhook.ts';
import { apiKeysPath, makeApiKey, makeManagementKey, makeTenant, type Tenant, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { startReplica } from '../fixtures/start-replica.ts';
import { until } from '../fixtures/until.ts';
import { startWebhookReceiver } from '../fixtures/webhook-receiver.ts';

const km = await startKeyManagement(t, { UPSTREAM_ALLOW: '127.0.0.0/8' });
const { db, masterKeys, upstreamAddresses } = km.app.services;
const sender = createWebhookSender(upstreamAddresses);
t.teardown(() => sender.close());
const ALL = ['api-key.created', 'api-key.rotated', 'api-key.revoked', 'api-key.expiring', 'finding.opened'];

const webhooks = ({ organizationId }: Tenant) => `/v1/organizations/${organizationId}/webhooks`;

async function makeWebhook(tenant: Tenant, body: object) {
  const answer = await km.request({ method: 'POST', path: webhooks(tenant), body: { events: ALL, ...body } });
  return {
    id: textOf(answer, 'id'),
    secret: textOf(answer, 'secret'),
    path: `${webhooks(tenant)}/${textOf(answer, 'id')}`,
  };
}

async function deliveries(path: string) {
  return (await km.request({ path: `${path}/deliveries` })).items;
}

t.test('what happens to keys is told, signed, without any token', async (t) => {
  const acme = await makeTenant(km, 'Told');
  const receiver = await startWebhookReceiver(t);
  const { path, secret } = await makeWebhook(acme, { url: receiver.url });
  const { id, token } = await makeApiKey(km, acme.workspaceId, { name: 'web' });
  const key = `${apiKeysPath(acme.workspaceId)}/${id}`;
  const rotated = await km.request({ method: 'POST', path: `${key}/rotate`, body: {} });
  await km.request({ method: 'DELETE', path: key });
  await until(() => receiver.received.length === 4, 15_000);
  const events = receiver.received.map(({ headers, body }) => new Webhook(secret).verify(body, headers));
  t.same(
    new Set(events.map((event) => Object(event).type)),
    new Set(['api-key.created', 'api-key.rotated', 'api-key.revoked']),
  );
  t.match(
    events.find((event) => Object(event).type === 'api-key.revoked'),
    {
      timestamp: String,
      data: {
        organizationId: acme.organizationId,
        workspaceId: acme.workspaceId,
        target: { type: 'api-key', id, name: 'web (retiring)' },
        actor: { type: 'management-key' },
      },
    },
  );
  t.throws(
    () => new Webhook(secret).verify('{}', receiver.received[0]?.headers ?? {}),
    'another body has another signature',
  );
  const sent = JSON.stringify(receiver.received);
  for (const hidden of [token, textOf(rotated, 'token'), secret, 'argon2']) t.notOk(sent.includes(hidden));
  await until(async () => (await deliveries(path)).every(({ status }) => status === 'delivered'), 5_000);
  t.match((await deliveries(path))[0], { attempts: 1, lastStatus: 204, nextAttemptAt: null, lastError: null });
});

t.test('the secret is shown once and stored encrypted', async (t) => {
  const acme = await makeTenant(km, 'Secret');
  const body = { url: 'https://hooks.example.com/keyward', events: ['api-key.created'] };
  const headers = { 'idempotency-key': 'make-webhook' };
  const first = await km.request({ method: 'POST', path: webhooks(acme), body, headers });
  const secret = textOf(first, 'secret');
  t.match(secret, /^whsec_[A-Za-z0-9+/]{32}$/);
  const repeat = await km.request({ method: 'POST', path: webhooks(acme), body, headers });
  t.match(repeat.body, { id: first.body.id, secret: null });
  const path = `${webhooks(acme)}/${textOf(first, 'id')}`;
  for (const read of [path, webhooks(acme), `/v1/organizations/${acme.organizationId}/audit-events`]) {
    const { status, text } = await km.request({ path: read });
    t.equal(status, 200);
    t.notOk(text.includes(secret) || text.includes('whsec'), read);
  }
  const [row] = await km.database.query('select * from webhooks where id = $1', [first.body.id]);
  t.notOk(JSON.stringify(row).includes(secret.slice('whsec_'.length)));
});

t.test('what fails is tried again, later and later, and given up after a day and more', async (t) => {
  const acme = await makeTenant(km, 'Again');
  const receiver = await startWebhookReceiver(t);
  receiver.statuses.push(500, 302);
  const { path } = await makeWebhook(acme, { url: receiver.url });
  await km.request({ method: 'POST', path: `${path}/test` });
  await until(() => receiver.received.length === 1, 10_000);
  await until(async () => (await deliveries(path))[0]?.lastStatus === 500, 5_000);
  t.match((await deliveries(path))[0], {
    event: 'webhook.test',
    status: 'pending',
    attempts: 1,
    lastError: 'the answer was 500',
  });
  await km.database.query("update webhook_deliveries set due_at = now() where status = 'pending'");
  await until(async () => (await deliveries(path))[0]?.lastStatus === 302, 10_000);
  t.equal(receiver.received.length, 2, 'a redirect is not followed');
  await km.database.query("update webhook_deliveries set due_at = now() where status = 'pending'");
  await until(async () => (await deliveries(path))[0]?.status === 'delivered', 10_000);
  const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
  t.equal(ids.size, 1, 'it is the same message each time');
  t.notOk(JSON.stringify(await km.database.query('select * from webhook_deliveries')).includes('secret in the answer'));

  const delays = Array.from({ length: 9 }, (_, index) => retryDelayMs(index + 1, () => 0));
  t.same(delays.slice(0, 2), [5_000, 60_000]);
  t.equal(delays[7], 24 * 3600_000);
  t.equal(delays[8], undefined);
  t.equal(
    retryDelayMs(1, () => 1),
    5_500,
  );
});

t.test('addresses that upstreams must not have are refused, also when they are dialled', async (t) => {
  const acme = await makeTenant(km, 'Addresses');
  for (const url of [
    'http://169.254.169.254/latest',
    'http://10.0.0.1/',
    'ftp://example.com/',
    'https://a@b.example/',
    'nonsense',
  ]) {
    const body = { url, events: ['api-key.created'] };
    const answer = await km.request({ method: 'POST', path: webhooks(acme), body });
    t.match(answer, { status: 400, body: { errors: [{ pointer: '/url' }] } }, url);
  }
  const receiver = await startWebhookReceiver(t);
  const strict = createWebhookSender(createUpstreamAddressPolicy([]));
  t.teardown(() => strict.close());
  const url = receiver.url.replace('127.0.0.1', 'localhost');
  const outcome = await strict.send({ url, secret: 'whsec_AAAA', id: 'msg_1', body: '{}' });
  t.same(outcome, { ok: false, status: null, error: 'the address is not allowed' });
  t.same(receiver.received, []);
});

t.test('each message is sent by one of the replicas', async (t) => {
  const acme = await makeTenant(km, 'Replicas');
  const receiver = await startWebhookReceiver(t);
  const { path } = await makeWebhook(acme, { url: receiver.url });
  await startReplica(t, km.databaseUrl, { UPSTREAM_ALLOW: '127.0.0.0/8' });
  await Promise.all(Array.from({ length: 12 }, () => km.request({ method: 'POST', path: `${path}/test` })));
  await Promise.all([1, 2, 3].map(() => deliverDue(db, masterKeys, sender.send)));
  await until(async () => (await deliveries(path)).every(({ status }) => status === 'delivered'), 15_000);
  t.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 12);
  t.equal(receiver.received.length, 12);
});

t.test('only what was asked for is told, and nothing that was rolled back', async (t) => {
  const acme = await makeTenant(km, 'Chosen');
  const url = 'https://hooks.example.com/keyward';
  const other = textOf(
    await km.request({
      method: 'POST',
      path: `/v1/organizations/${acme.organizationId}/workspaces`,
      body: { name: 'Other' },
    }),
    'id',
  );
  const elsewhere = await makeWebhook(acme, { url, workspaceId: other });
  const revokes = await makeWebhook(acme, { url, events: ['api-key.revoked'] });
  const disabled = await makeWebhook(acme, { url });
  await km.request({ method: 'PATCH', path: disabled.path, body: { enabled: false } });
  const all = await makeWebhook(acme, { url });
  await makeApiKey(km, acme.workspaceId, { name: 'one' });
  const taken = await km.request({ method: 'POST', path: apiKeysPath(acme.workspaceId), body: { name: 'one' } });
  t.equal(taken.status, 409);
  for (const { path } of [elsewhere, revokes, disabled]) t.same(await deliveries(path), []);
  t.match(await deliveries(all.path), [{ event: 'api-key.created' }]);
  t.equal((await deliveries(all.path)).length, 1);
  await km.request({ method: 'DELETE', path: all.path });
  t.same(await km.database.query('select 1 from webhook_deliveries where webhook_id = $1', [all.id]), []);
});

t.test('a key that ends soon is told of 14, 3 and 1 days before, once each', async (t) => {
  const acme = await makeTenant(km, 'Expiring');
  const { path } = await makeWebhook(acme, {
    url: 'https://hooks.example.com/',
    events: ['api-key.expiring', 'finding.opened'],
  });
  const { id } = await makeApiKey(km, acme.workspaceId, { expiresIn: 'P13D' });
  await makeApiKey(km, acme.workspaceId, { expiresIn: 'P15D' });
  const replica = await startReplica(t, km.databaseUrl);
  const announce = async () => {
    await km.database.query("delete from jobs where name = 'announce-expiry'");
    await Promise.all([db, replica.services.db].map((each) => runJob(each, announceExpiry)));
  };
  await announce();
  await announce();
  t.equal((await deliveries(path)).length, 1);
  for (const [days, told] of [
    [4, 1],
    [3, 2],
    [2, 2],
    [1, 3],
  ] as const) {
    // As if time had passed: the notices move along with the end.
    const end = `now() + make_interval(days => ${days}) - interval '1 minute'`;
    await km.database.query(
      `with moved as (update keys set expires_at = ${end} where id = $1 returning row_id, expires_at)
      update expiry_notices set expires_at = moved.expires_at from moved where key_row_id = row_id`,
      [id],
    );
    await announce();
    t.equal((await deliveries(path)).length, told, `${days} days before`);
  }
  await db.transaction(find.run);
  t.ok((await deliveries(path)).some(({ event }) => event === 'finding.opened'));
});

t.test('it takes organizations:update, in the own organization', async (t) => {
  const acme = await makeTenant(km, 'Mine');
  const theirs = await makeTenant(km, 'Theirs');
  const { path } = await makeWebhook(acme, { url: 'https://hooks.example.com/' });
  const { token } = await makeManagementKey(km, acme.organizationId, { role: 'developer' });
  t.match(await km.request({ path, token }), { status: 403, body: { scope: 'organizations:update' } });
  t.equal((await km.request({ path, token: theirs.ownerToken })).status, 404);
  const workspaceId = theirs.workspaceId;
  const body = { url: 'https://hooks.example.com/', events: ['api-key.created'], workspaceId };
  const answer = await km.request({ method: 'POST', path: webhooks(acme), body });
  t.match(answer, { status: 400, body: { errors: [{ pointer: '/workspaceId' }] } });
});
