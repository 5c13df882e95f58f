import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { request } from 'undici';

import { createHeldBytes } from '../../src/model/held-bytes.ts';
import { eventually } from '../fixtures/eventually.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { openRaw } from '../fixtures/raw-connection.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

t.test('what all requests hold together is bounded', async (t) => {
  const held = createHeldBytes(10);
  t.ok(held.take(6));
  t.notOk(held.take(5));
  t.ok(held.take(4));
  held.giveBack(6);
  t.ok(held.take(5));
});

t.test('a request that would hold too much is refused, until others are over', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end('{}'));
  const gateway = await startGateway(t, {}, { maxHeldBytes: 1_000 });
  const id = gateway.routes.addGateway([{ name: 'm', baseUrl: origin.url }]);
  const authorization = `Bearer ${gateway.addGatewayKey(id)}`;
  const body = JSON.stringify({ model: 'm', input: 'x'.repeat(600) });
  const headers = { authorization, 'content-type': 'application/json' };
  const call = async () => {
    const answer = await request(`${gateway.url}/v1/embeddings`, { method: 'POST', headers, body });
    await answer.body.dump();
    return answer;
  };
  const waiting = await openRaw(gateway.port);
  const head = `POST /v1/embeddings HTTP/1.1\r\nHost: g\r\nAuthorization: ${authorization}\r\n`;
  waiting.socket.write(`${head}Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{"a":"${'x'.repeat(700)}`);
  await eventually(() => gateway.keyManagement.questions.some(({ path }) => path.includes(id)));
  await delay(100);
  const refused = await call();
  t.equal(refused.statusCode, 503);
  t.equal(refused.headers['retry-after'], '1');
  waiting.socket.destroy();
  await eventually(async () => (await call()).statusCode === 200);
});
