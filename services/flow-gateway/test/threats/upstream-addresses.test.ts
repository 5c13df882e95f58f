import { createGuardedConnector, createUpstreamAddressPolicy } from '@keyward/auth';
import t from 'tap';
import { Client, request } from 'undici';

import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// Whoever may register an upstream could point the gateway at the machine it runs on, at its neighbours, or at the
// cloud's metadata service, by address, by a spelling of it, or by a name that resolves there (now, or only when it is
// dialled). What counts is the address that is really dialled.

t.test('upstreams in private space', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end('inner secret'));
  const port = new URL(origin.url).port;
  const gateway = await startGateway(t, { UPSTREAM_ALLOW: '' });
  const token = gateway.addKey();
  const hosts = [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
  ];
  for (const host of [...hosts, 'ip6-localhost', '169.254.169.254', '[fe80::1]', '10.0.0.1', '0.0.0.0', '[::]']) {
    const flow = gateway.addFlow({ baseUrl: `http://${host}:${port}` });
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
    });
    const text = await answer.body.text();
    t.equal(answer.statusCode, 502, host);
    t.match(text, /upstream-forbidden|upstream-unreachable/);
    t.notMatch(text, 'secret');
  }
  t.equal(origin.requests.length, 0);
});

t.test('link-local addresses stay closed, whatever is allowed', async (t) => {
  const gateway = await startGateway(t, { UPSTREAM_ALLOW: '0.0.0.0/0,::/0,169.254.169.254' });
  const token = gateway.addKey();
  for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]', '100.100.100.200', '0.0.0.0']) {
    const flow = gateway.addFlow({ baseUrl: `http://${host}/latest/meta-data` });
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
    });
    t.match(await answer.body.json(), { status: 502, type: '/problems/upstream-forbidden' }, host);
  }
});

t.test('the connector judges the addresses of the very look-up that it dials', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end('ok'));
  const port = new URL(origin.url).port;
  const call = async (host: string, allow: string[]) => {
    const asked: string[] = [];
    const policy = createUpstreamAddressPolicy(allow);
    const connect = createGuardedConnector(
      { ...policy, permits: (address, name) => asked.push(`${name} ${address}`) > 0 && policy.permits(address, name) },
      1000,
    );
    const client = new Client(`http://${host}:${port}`, { connect });
    t.teardown(() => client.destroy());
    const outcome = await client.request({ method: 'GET', path: '/' }).then(
      ({ statusCode }) => statusCode,
      (error: Error & { code?: string }) => error.code,
    );
    return { outcome, asked };
  };

  t.equal((await call('localhost', [])).outcome, 'FORBIDDEN_ADDRESS');
  t.equal((await call('127.0.0.1', [])).outcome, 'FORBIDDEN_ADDRESS');
  const allowed = await call('localhost', ['127.0.0.0/8']);
  t.equal(allowed.outcome, 200, 'and takes those that are permitted');
  t.ok(allowed.asked.includes('localhost 127.0.0.1'), 'after DNS, for each address');
  t.equal((await call('localhost', ['localhost'])).outcome, 200, 'a name that is allowed may be private');
  t.equal((await call('127.0.0.1', ['localhost'])).outcome, 'FORBIDDEN_ADDRESS', 'its address is not thereby');
  t.equal(origin.requests.length, 2);
});
