import fc from 'fast-check';
import t from 'tap';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// The attack: a credential is stored whose name or value, once a gateway writes it into a request, ends a header, frames
// the body anew, routes the request elsewhere or says something in the gateway's own name.

const km = await startKeyManagement(t);
const list = `/v1/workspaces/${km.workspaceId}/credentials`;
let count = 0;
const store = (body: object) =>
  km.request({ method: 'POST', path: list, body: { name: `c${++count}`, value: 'secret-value', ...body } });
const refusal = (pointer: string) => ({
  status: 400,
  body: { type: '/problems/validation-failed', errors: [{ pointer }] },
});

t.test('headers that frame, route or belong to the gateway are refused in every spelling', async (t) => {
  const reserved =
    'Host host Content-Length content_length Transfer-Encoding Transfer_Encoding Connection Keep-Alive TE Trailer ' +
    'Upgrade Expect Proxy-Authorization Proxy-Connection HTTP2-Settings X-Forwarded-For X_Forwarded_Host ' +
    'x-forwarded-anything Forwarded Via X-Real-IP X-Request-Id X-Keyward-Key-Id x_keyward_workspace traceparent ' +
    'TraceState X-HTTP-Method-Override X-Original-URL X-Rewrite-URL Content-Type Content-Encoding Accept-Encoding';
  const broken = ['', ' ', 'X Key', 'X-Key:', 'X-Key\r\nHost', 'X-Key\n', 'Schlüssel', 'a\tb', '(x)', 'a/b', 'a,b'];
  for (const keyName of [...reserved.split(' '), ...broken, 'x'.repeat(129)]) {
    t.match(await store({ location: 'header', keyName }), refusal('/keyName'), JSON.stringify(keyName));
  }
  for (const keyName of ['X-API-Key', 'x-api-key', 'Authorization', 'api_key', 'X-Goog-Api-Key', "a!#$%&'*+.^_`|~-9"]) {
    t.match(await store({ location: 'header', keyName }), { status: 201, body: { keyName } });
  }
});

t.test('query parameters have plain names, none that says which flow is meant', async (t) => {
  for (const keyName of ['', 'a&b', 'a=b', 'a%20b', 'a[b]', 'a b', 'a#b', 'ü', 'a+b', 'chatflowId', 'AGENTFLOWID']) {
    t.match(await store({ location: 'query', keyName }), refusal('/keyName'), JSON.stringify(keyName));
  }
  t.match(await store({ location: 'query', keyName: 'api_key' }), { status: 201, body: { keyName: 'api_key' } });
});

t.test('a place that is not whole is refused by the member that is missing', async (t) => {
  t.match(await store({}), refusal('/location'));
  t.match(await store({ location: 'header' }), refusal('/keyName'));
  t.match(await store({ location: 'query', keyName: null }), refusal('/keyName'));
  t.match(await store({ location: 'bearer', keyName: 'Authorization' }), refusal('/keyName'));
  t.match(await store({ location: 'cookie' }), refusal('/location'));
  t.match(await store({ service: 'no-such-service' }), refusal('/service'));
});

t.test('values that a header or a log could be broken with are refused, and never repeated', async (t) => {
  const breaks = ['\r\nX-Admin: 1', '\n', '\r', '\t', ' ', '\u0000', '\u007f', 'ü', '\u2028'];
  for (const [index, end] of breaks.entries()) {
    const answer = await store({ location: 'header', keyName: 'X-Key', value: `canary-of-this-test${end}` });
    t.match(answer, refusal('/value'), `break ${index}`);
    t.notMatch(answer.text, 'canary-of-this-test');
  }
  const value = 'canary-of-this-test';
  for (const [member, shown] of [
    ['name', { name: `Key ${value}` }],
    ['keyName', { keyName: value }],
  ] as const) {
    const answer = await store({ location: 'header', keyName: 'X-Key', value, ...shown });
    t.match(answer, refusal(`/${member}`), `pasted into ${member}`);
    t.notMatch(answer.text, value);
  }
  for (const value of ['', ' a', 'x'.repeat(16_385), 1, null, {}]) {
    t.match(await store({ location: 'header', keyName: 'X-Key', value }), refusal('/value'));
  }
  for (const value of ['Bearer sk-1', 'a b']) {
    t.match(await store({ location: 'bearer', value }), refusal('/value'), 'a scheme in front would be there twice');
  }
  t.equal((await store({ location: 'header', keyName: 'Authorization', value: 'Basic dXNlcjpwYXNz' })).status, 201);
  t.equal((await store({ location: 'bearer', value: 'x'.repeat(16_384) })).status, 201);
});

t.test('whatever is accepted can stand in a header as it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary-ascii', maxLength: 12 }),
      fc.string({ unit: 'binary-ascii', maxLength: 12 }),
      async (keyName, value) => {
        const { status, body } = await store({ location: 'header', keyName, value });
        if (status !== 201) return status === 400;
        const headers = new Headers([[String(body.keyName), value]]);
        return headers.get(keyName) === value && !value.includes('\n');
      },
    ),
    { numRuns: 60 },
  );
});
