import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';

import { startOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

t.test('routes whose flow stands in the query', async (t) => {
  const origin = await startOrigin(t, (_received, response) => response.end());
  const gateway = await startGateway(t);
  const token = gateway.addKey({ scope: '*' });
  const flow = gateway.addFlow({ baseUrl: origin.url });
  const other = gateway.addFlow({ baseUrl: origin.url });
  const get = (target: string) =>
    rawRequest(gateway.port, `GET ${target} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nConnection: close\r\n\r\n`);

  t.match(await get(`/api/v1/executions?chatflowId=${flow}&page=1`), /^HTTP\/1\.1 200 /);
  t.match(await get(`/api/v1/get-upload-file?agentflowId=${flow}`), /^HTTP\/1\.1 200 /);
  for (const target of [
    '/api/v1/executions',
    '/api/v1/executions?',
    '/api/v1/executions?chatflowId=',
    '/api/v1/get-upload-file?a=1',
  ]) {
    t.match(await get(target), /^HTTP\/1\.1 400 .*\/problems\/flow-id-missing"/s, target);
  }
  const conflicts = [
    `/api/v1/executions?chatflowId=${flow}&chatflowId=${other}`,
    `/api/v1/executions?chatflowId=${flow}&agentflowId=${other}`,
    `/api/v1/executions?chatflowId=${flow}&chatflowId[]=${other}`,
    `/api/v1/executions?chatflowId=${flow}&%63hatflowId=${other}`,
    `/api/v1/chatmessage/${flow}?chatflowId=${other}`,
    `/api/v1/chatmessage/${flow}?chatflowId[]=${flow}`,
  ];
  for (const target of conflicts) {
    t.match(await get(target), /^HTTP\/1\.1 400 .*\/problems\/flow-id-conflict"/s, target);
  }
  t.match(await get(`/api/v1/chatmessage/${flow}?chatflowId=${flow}`), /^HTTP\/1\.1 200 /, 'twice the same flow');
  t.match(await get('/api/v1/executions?chatflowId=a%2Fb'), /^HTTP\/1\.1 404 .*flow-not-found/s);
  t.equal(origin.requests.length, 3);
});
