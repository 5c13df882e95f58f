import { anIntrospectionAnswer } from '@keyward/auth/testing';
import t from 'tap';
import { request } from 'undici';

import { eventually } from '../fixtures/eventually.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// An introspection that fails must not be mistaken for a yes, nor remembered as a no: 503, and asked again.

t.test('answers of key-management that are none', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end('ok'));
  const gateway = await startGateway(t);
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const send = async () => {
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { authorization: 'Bearer some-foreign-token-0123456789' },
    });
    return { status: answer.statusCode, retry: answer.headers['retry-after'], body: await answer.body.text() };
  };
  const active = anIntrospectionAnswer();
  const failures = {
    'status 500': { status: 500, body: active },
    'status 401': { status: 401, body: active },
    'a redirect': { status: 302, body: active },
    garbage: { body: '<html>' },
    nothing: { body: '' },
    'active as text': { body: { ...active, active: 'true' } },
    'active alone': { body: { active: true } },
    'inactive without a reason': { body: { active: false } },
    'a broken address list': { body: anIntrospectionAnswer({ keyward: { allowedIps: ['10.0.0.1/8'] } }) },
    'a reset': { reset: true as const },
  };
  for (const [name, failure] of Object.entries(failures)) {
    gateway.keyManagement.answerWith(() => failure);
    const asked = gateway.keyManagement.questions.length;
    for (const time of ['first', 'second']) {
      const { status, retry, body } = await send();
      t.equal(status, 503, `${name}, ${time} time`);
      t.equal(retry, '1');
      t.match(JSON.parse(body), { type: '/problems/verifier-unavailable', message: /cannot be checked/ });
    }
    t.ok(gateway.keyManagement.questions.length >= asked + 2, `${name}: never remembered`);
  }
  t.equal(origin.requests.length, 0);
});

t.test('while key-management is away, what is remembered works, and then no more', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end('ok'));
  const gateway = await startGateway(t);
  const token = gateway.addKey();
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const send = async () => {
    const answer = await request(`${gateway.url}/api/v1/prediction/${flow}`, {
      method: 'POST',
      headers: { 'x-api-key': token },
    });
    await answer.body.dump();
    return answer.statusCode;
  };
  const ready = async () => (await request(`${gateway.url}/readyz`)).statusCode;
  t.equal(await ready(), 200);
  t.equal(await send(), 200);
  const answerer = gateway.keyManagement.answerWith(() => ({ reset: true }));
  t.equal(await send(), 200);
  await eventually(async () => (await ready()) === 503);
  t.equal(await send(), 503, 'the lease is over');
  gateway.keyManagement.answerWith(answerer);
  await eventually(async () => (await ready()) === 200);
  t.equal(await send(), 200, 'all heals by itself');
});
