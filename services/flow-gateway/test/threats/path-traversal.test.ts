import { rawRequest } from '@keyward/auth/testing';
import t from 'tap';

import { startTcpOrigin } from '../fixtures/origins.ts';
import { startGateway } from '../fixtures/start-gateway.ts';

// The gateway authorises a path by its own reading; an upstream that decodes, collapses or cuts it in another way would
// serve something else. Every spelling with two readings is refused, the rest arrives byte for byte.

t.test('paths with two readings', async (t) => {
  const origin = await startTcpOrigin(t, (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  const gateway = await startGateway(t);
  const token = gateway.addKey({ scope: '*' });
  const flow = gateway.addFlow({ baseUrl: `${origin.url}/base` });
  const send = (method: string, target: string) =>
    rawRequest(
      gateway.port,
      `${method} ${target} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${token}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );

  const prefixes = ['/api/v1/prediction/', '/api/v1/attachments/', '/nowhere/'];
  const spellings = [
    '../chatflows/ID',
    'ID/../../apikey',
    'ID/..',
    'ID/.',
    './ID',
    '%2e%2e/ID',
    '.%2e/ID',
    '%2E%2E%2fID',
    '..%2fID',
    'ID%2f..%2fapikey',
    'ID%2F',
    '..\\ID',
    'ID\\..\\x',
    '%5c..%5cID',
    '..%5CID',
    '%252e%252e/ID',
    '%252fID',
    '%25%32%65/ID',
    '..;/ID',
    '..;a=b/ID',
    'ID;a=b',
    'ID%3bx',
    '/ID',
    'ID//x',
    'ID/%2e/x',
    'ID%00',
    'ID%00.json',
    '%00/ID',
    'ID%0d%0aX:y',
    'ID%09',
    'ID%20%0a',
    'ID%7f',
    'ID#x',
    'ID%23x',
    'ID%3fx',
    'ID%',
    'ID%2',
    'ID%zz',
    'ID%u002e',
    'ID%c0%ae',
    'ID%c0%af',
    'ID%e0%80%ae',
    'ID%ff',
    '...%2f',
    '.../ID',
    'ID/...',
    '%2e',
    '.',
  ];
  for (const prefix of prefixes) {
    for (const spelling of spellings) {
      const target = prefix + spelling.replace('ID', flow);
      const answer = await send('POST', target);
      t.match(answer, /^HTTP\/1\.1 400 /, target);
    }
  }
  for (const target of ['//api/v1/prediction/x', '/\\api', '/.', '/..', 'api/v1', '/api/v1/prediction/x?a#b', '?a']) {
    t.match(await send('POST', target), /^HTTP\/1\.1 400 /, target);
  }
  t.equal(origin.connections.length, 0, 'nothing went upstream');

  const whole = [
    `/api/v1/prediction/${flow}`,
    `/api/v1/prediction/${flow}?`,
    `/api/v1/prediction/${flow}?a=%2e%2e%2f&b=../..//;%00%zz\\&&=`,
    `/api/v1/attachments/${flow}/chat%20id-%C3%BC~!$&'()*+,=:@a.b`,
  ];
  for (const target of whole) {
    t.match(await send('POST', target), /^HTTP\/1\.1 200 /, target);
    const line = origin
      .received()
      .split('\r\n')
      .findLast((text) => text.startsWith('POST '));
    t.equal(line, `POST /base${target} HTTP/1.1`, 'byte for byte upstream');
  }
});
