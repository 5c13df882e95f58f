import t from 'tap';

import { eventually } from '../fixtures/eventually.ts';
import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

const NOBODY = 'http://127.0.0.1:1';

t.test('a collector that is away holds up no request and no stop, and is told of once', async (t) => {
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: NOBODY, OTEL_BSP_SCHEDULE_DELAY: '20' };
  const gateway = await startGateway(t, environment);
  const traceparents: unknown[] = [];
  const origin = await startOrigin(t, (request, response) => {
    traceparents.push(request.headers.traceparent);
    response.end('hello');
  });
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const token = gateway.addKey();
  const call = async () => {
    const url = `${gateway.url}/api/v1/prediction/${flow}`;
    return (await fetch(url, { method: 'POST', headers: { 'x-api-key': token } })).status;
  };
  const warnings = () => gateway.log().split('traces cannot be sent').length - 1;
  t.equal(await call(), 200);
  await eventually(() => warnings() > 0);
  for (let calls = 0; calls < 10; calls++) t.equal(await call(), 200);
  t.equal(warnings(), 1);
  t.equal(new Set(traceparents).size, 11, 'each request is a trace of its own');
  const before = performance.now();
  await gateway.app.close();
  t.ok(performance.now() - before < 8_000);
});
