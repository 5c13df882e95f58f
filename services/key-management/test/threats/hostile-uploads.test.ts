import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { importFile, liveRows } from '../fixtures/import-file.ts';
import { introspect, makeApiKey } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';
import { until } from '../fixtures/until.ts';

// An upload is the largest thing that this service takes in, so it is where memory, time and half-done work are to be
// had: bodies that are too long, packed, cut off, or sent twice at once.

const km = await startKeyManagement(t);
const url = new URL(await km.listen());
const kept = await makeApiKey(km, km.workspaceId, { name: 'Kept' });
const path = `/v1/workspaces/${km.workspaceId}/api-keys/import?mode=replace-all`;
const head = (...lines: string[]) =>
  [
    `POST ${path} HTTP/1.1`,
    'host: a',
    `authorization: Bearer ${km.operatorToken}`,
    'content-type: application/json',
    ...lines,
    '\r\n',
  ].join('\r\n');
const importRecords = async () => (await km.database.query('select count(*)::int as n from imports'))[0]?.n;

function open() {
  const socket = connect(Number(url.port), url.hostname);
  socket.on('error', () => undefined);
  let answer = '';
  socket.on('data', (data) => (answer += String(data)));
  t.teardown(() => socket.destroy());
  return { socket, answer: () => answer };
}

t.test('a body that says it is too long is refused before it is sent', async (t) => {
  const { socket, answer } = open();
  socket.write(head(`content-length: ${200 * 1024 * 1024}`));
  await until(() => answer().includes('/problems/body-too-large'));
  t.match(answer(), /^HTTP\/1.1 413 /);
});

t.test('200 MiB that do not say so are refused on the way, in bounded memory', { timeout: 120_000 }, async (t) => {
  const { socket, answer } = open();
  socket.write(head('transfer-encoding: chunked'));
  const blank = Buffer.from(`${(64 * 1024).toString(16)}\r\n${' '.repeat(64 * 1024)}\r\n`);
  const before = process.memoryUsage().rss;
  let most = 0;
  for (let sent = 0; sent < 200 * 16 && answer() === ''; sent++) {
    if (!socket.write(blank)) await Promise.race([once(socket, 'drain'), sleep(1_000)]);
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  await until(() => answer().includes('/problems/body-too-large'));
  t.ok(most < 256 * 1024 * 1024, `${Math.round(most / 1024 / 1024)} MiB more`);
});

t.test('what was packed is not unpacked', async (t) => {
  const bomb = gzipSync(Buffer.alloc(10 * 1024 * 1024, ' '));
  for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'identity, gzip']) {
    const answer = await fetch(new URL(path, url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${km.operatorToken}`,
        'content-type': 'application/json',
        'content-encoding': encoding,
      },
      body: bomb,
    });
    t.equal(answer.status, 415, encoding);
    t.match(await answer.json(), { type: '/problems/unsupported-media-type' });
  }
});

t.test('a client that hangs up in the middle of its file has imported nothing, and blocks nobody', async (t) => {
  const before = await importRecords();
  const { socket } = open();
  socket.write(head('content-length: 1000'));
  socket.write('[{"name": "half"');
  await sleep(300);
  socket.destroy();
  await until(async () => (await importFile(km, km.workspaceId, [], { mode: 'add-new' })).status === 200);
  t.equal(await importRecords(), Number(before) + 1, 'only the one that came after it');
  t.match((await introspect(km, kept.token)).body, { active: true });
});

t.test('a client that hangs up while its file is hashed has imported nothing', async (t) => {
  const before = await importRecords();
  const rows = Array.from({ length: 300 }, (_, index) => ({
    keyName: `slow ${index}`,
    apiKey: `hand-made-token-of-row-${index}-xxxxx`,
    apiSecret: `${'0'.repeat(128)}.0123456789abcdef`,
  }));
  const body = JSON.stringify(rows);
  const { socket, answer } = open();
  socket.write(head(`content-length: ${body.length}`, 'accept: application/x-ndjson') + body);
  await until(() => answer().includes('"hashing"'));
  socket.destroy();
  await until(async () => (await importFile(km, km.workspaceId, [], { mode: 'add-new' })).status === 200);
  t.equal(await importRecords(), Number(before) + 1);
  t.match((await introspect(km, kept.token)).body, { active: true });
});

t.test('of several imports into one workspace at once each is whole or refused', async (t) => {
  const files = Array.from({ length: 4 }, (_, file) =>
    Array.from({ length: 20 }, (_, index) => ({ name: `file ${file} row ${index}` })),
  );
  const answers = await Promise.all(files.map((file) => importFile(km, km.workspaceId, file, { mode: 'replace-all' })));
  const statuses = answers.map(({ status }) => status);
  t.ok(statuses.includes(200), String(statuses));
  for (const answer of answers) {
    if (answer.status !== 200) t.match(answer, { status: 409, body: { type: '/problems/import-running' } });
  }
  const names = (await liveRows(km, km.workspaceId)).map(({ name }) => String(name).slice(0, 6));
  t.equal(names.length, 20, 'the keys of one file');
  t.equal(new Set(names).size, 1);
});

t.test('keys that are made while an import is under way are neither lost nor doubled', async (t) => {
  const { workspaceId } = km;
  const rows = Array.from({ length: 400 }, (_, index) => ({ name: `both ${index}` }));
  const importing = importFile(km, workspaceId, rows, { mode: 'overwrite' });
  const making = (async () => {
    const statuses = [];
    for (let index = 399; index > 300; index -= 9) {
      const body = { name: `both ${index}` };
      const { status } = await km.request({ method: 'POST', path: path.slice(0, path.indexOf('/import')), body });
      statuses.push(status);
    }
    return statuses;
  })();
  const [answer, statuses] = await Promise.all([importing, making]);
  t.match(answer, { status: 200 });
  for (const status of statuses) t.ok([201, 409].includes(status), String(status));
  const names = (await liveRows(km, workspaceId))
    .map(({ name }) => name)
    .filter((name) => String(name).startsWith('both'));
  t.equal(names.length, 400);
});
