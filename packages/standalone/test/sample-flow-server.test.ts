import { once } from 'node:events';
import { connect } from 'node:net';
import t, { type Test } from 'tap';
import { buildSampleFlowServer } from '../src/sample-flow-server/app.ts';
import { SAMPLE_FLOW_ID } from '../src/sample-flow-server/sample-flow.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

async function listen(t: Test): Promise<string> {
  const app = buildSampleFlowServer();
  t.teardown(() => app.close());
  return await app.listen({ host: '127.0.0.1', port: 0 });
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

t.test('a prediction has the members of one of Flowise', async (t) => {
  const url = `${await listen(t)}/api/v1/prediction/${SAMPLE_FLOW_ID}`;
  const response = await post(url, { question: 'hello' });
  t.equal(response.status, 200);
  t.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
  const answer = JSON.parse(await response.text());
  t.same(Object.keys(answer), [
    'text',
    'question',
    'chatId',
    'chatMessageId',
    'isStreamValid',
    'sessionId',
    'memoryType',
  ]);
  t.match(answer, {
    text: 'You asked: hello',
    question: 'hello',
    chatId: UUID,
    chatMessageId: UUID,
    isStreamValid: false,
    sessionId: answer.chatId,
    memoryType: 'Buffer Memory',
  });

  const named = await post(url, { question: 'hello', overrideConfig: { sessionId: 'mine' } });
  t.match(JSON.parse(await named.text()), { chatId: 'mine', sessionId: 'mine' });
  const silent = await post(url, {});
  t.match(JSON.parse(await silent.text()), { question: '', text: 'You asked nothing.' }, 'a question may be missing');
  const empty = await fetch(url, { method: 'POST' });
  t.match(JSON.parse(await empty.text()), { question: '' });
  const internal = await post(url.replace('prediction', 'internal-prediction'), { question: 'hello' });
  t.match(JSON.parse(await internal.text()), { text: 'You asked: hello' });
});

t.test('a streamed prediction has the frames of Flowise', async (t) => {
  const url = `${await listen(t)}/api/v1/prediction/${SAMPLE_FLOW_ID}`;
  for (const streaming of [true, 'true']) {
    const response = await post(url, { question: 'hello there', streaming });
    t.equal(response.headers.get('content-type'), 'text/event-stream');
    const frames = (await response.text()).split('\n\n').slice(0, -1);
    const events = frames.map((frame) => {
      const [field, data = ''] = frame.split('\ndata:');
      t.equal(field, 'message:');
      return JSON.parse(data);
    });
    t.match(events, [
      { event: 'start', data: '' },
      { event: 'token', data: 'You' },
      { event: 'token', data: ' asked:' },
      { event: 'token', data: ' hello' },
      { event: 'token', data: ' there' },
      {
        event: 'metadata',
        data: { chatId: UUID, chatMessageId: UUID, question: 'hello there', memoryType: 'Buffer Memory' },
      },
      { event: 'end', data: '[DONE]' },
    ]);
    t.same(Object.keys(events[5].data), ['chatId', 'chatMessageId', 'question', 'sessionId', 'memoryType']);
  }
});

t.test('frames come one by one', async (t) => {
  const url = `${await listen(t)}/api/v1/prediction/${SAMPLE_FLOW_ID}`;
  const response = await post(url, { question: 'a '.repeat(100), streaming: true });
  if (response.body === null) throw new Error('There is no body.');
  const reader = response.body.getReader();
  const { value } = await reader.read();
  t.notMatch(new TextDecoder().decode(value), /\[DONE\]/, 'the first is here before the last is made');
  await reader.cancel();
});

t.test('an unknown flow is refused in the words of Flowise, on every route', async (t) => {
  const base = await listen(t);
  const unknown = '00000000-0000-4000-8000-000000000000';
  const expected = {
    statusCode: 404,
    success: false,
    message: `Chatflow ${unknown} not found in the database!`,
    stack: {},
  };
  for (const [method, path] of [
    ['POST', `prediction/${unknown}`],
    ['POST', `internal-prediction/${unknown}`],
    ['POST', `vector/upsert/${unknown}`],
    ['POST', `attachments/${unknown}/chat`],
    ['GET', `attachments/${unknown}/chat`],
    ['GET', `get-upload-file?chatflowId=${unknown}&chatId=chat&fileName=a`],
    ['GET', `chatmessage/${unknown}`],
    ['DELETE', `chatmessage/${unknown}`],
    ['GET', `upsert-history/${unknown}`],
    ['GET', `chatflows/${unknown}`],
    ['DELETE', `chatflows/${unknown}`],
    ['GET', `chatflows-streaming/${unknown}`],
    ['GET', `public-chatbotConfig/${unknown}`],
  ]) {
    const response = await fetch(`${base}/api/v1/${path}`, { method: method ?? '' });
    t.equal(response.status, 404, `${method} ${path}`);
    t.same(JSON.parse(await response.text()), expected);
  }
});

t.test('uploads of any size are counted as they come', async (t) => {
  const base = `${await listen(t)}/api/v1`;
  const form = new FormData();
  form.append('files', new File(['first'], 'a.txt', { type: 'text/plain' }));
  form.append('files', new File(['x'.repeat(5_000_000)], 'b.bin', { type: 'application/octet-stream' }));
  form.append('base64', 'false');
  const response = await fetch(`${base}/attachments/${SAMPLE_FLOW_ID}/chat`, { method: 'POST', body: form });
  const [small, large] = JSON.parse(await response.text());
  t.same(small, { name: 'a.txt', mimeType: 'text/plain', size: 5, content: 'first' });
  t.match(large, { name: 'b.bin', mimeType: 'application/octet-stream', size: 5_000_000 });
  t.equal(large.content.length, 65_536, 'only the beginning is kept');

  const listed = await fetch(`${base}/attachments/${SAMPLE_FLOW_ID}/chat`);
  t.same(JSON.parse(await listed.text()), [small, large]);
  const file = await fetch(`${base}/get-upload-file?chatflowId=${SAMPLE_FLOW_ID}&chatId=chat&fileName=a.txt`);
  t.equal(await file.text(), 'first');
  const upsert = await fetch(`${base}/vector/upsert/${SAMPLE_FLOW_ID}`, { method: 'POST', body: form });
  t.same(JSON.parse(await upsert.text()), { numAdded: 2, numDeleted: 0, numUpdated: 0, numSkipped: 0, addedDocs: [] });

  const broken = await fetch(`${base}/attachments/${SAMPLE_FLOW_ID}/chat`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\ncut',
  });
  t.equal(broken.status, 400);
});

t.test('an upload whose sender goes away leaves the server well', async (t) => {
  const base = await listen(t);
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const head = `POST /api/v1/attachments/${SAMPLE_FLOW_ID}/chat HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9999\r\n\r\n`;
  socket.write(`${head}--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nhalf`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  t.equal((await fetch(`${base}/healthz`)).status, 200);
});

t.test('what was said can be listed and deleted', async (t) => {
  const base = `${await listen(t)}/api/v1`;
  await post(`${base}/prediction/${SAMPLE_FLOW_ID}`, { question: 'one', chatId: 'a' });
  await post(`${base}/prediction/${SAMPLE_FLOW_ID}`, { question: 'two', chatId: 'b' });
  const list = async (query = '') =>
    JSON.parse(await (await fetch(`${base}/chatmessage/${SAMPLE_FLOW_ID}${query}`)).text());
  t.match(await list(), [
    { role: 'userMessage', content: 'one', chatId: 'a' },
    { role: 'apiMessage', content: 'You asked: one' },
    { role: 'userMessage', content: 'two', chatId: 'b' },
    { role: 'apiMessage' },
  ]);
  t.equal((await list('?chatId=b')).length, 2);
  const deleted = await fetch(`${base}/chatmessage/${SAMPLE_FLOW_ID}?chatId=a`, { method: 'DELETE' });
  t.same(JSON.parse(await deleted.text()), { raw: [], affected: 2 });
  t.match(await list(), [{ chatId: 'b' }, { chatId: 'b' }]);
  t.same(JSON.parse(await (await fetch(`${base}/executions?agentflowId=${SAMPLE_FLOW_ID}`)).text()), {
    data: [],
    total: 0,
  });
  t.same(JSON.parse(await (await fetch(`${base}/upsert-history/${SAMPLE_FLOW_ID}`)).text()), []);
});

t.test('the flow can be read, changed and deleted', async (t) => {
  const base = `${await listen(t)}/api/v1`;
  const url = `${base}/chatflows/${SAMPLE_FLOW_ID}`;
  t.match(JSON.parse(await (await fetch(url)).text()), { id: SAMPLE_FLOW_ID, name: 'Sample flow', type: 'CHATFLOW' });
  t.same(JSON.parse(await (await fetch(`${base}/chatflows-streaming/${SAMPLE_FLOW_ID}`)).text()), {
    isStreaming: true,
  });
  t.match(JSON.parse(await (await fetch(`${base}/public-chatbotConfig/${SAMPLE_FLOW_ID}`)).text()), { uploads: {} });
  const headers = { 'content-type': 'application/json' };
  const changed = await fetch(url, { method: 'PUT', headers, body: '{"name":"Renamed","id":"other"}' });
  t.match(JSON.parse(await changed.text()), { id: SAMPLE_FLOW_ID, name: 'Renamed' });
  t.equal((await fetch(url, { method: 'PUT' })).status, 412);
  const deleted = await fetch(url, { method: 'DELETE' });
  t.same(JSON.parse(await deleted.text()), { raw: [], affected: 1 });
  t.equal((await fetch(url)).status, 404);
});
