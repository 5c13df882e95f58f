import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parseToken } from '@keyward/auth';
import t from 'tap';
import type { LocalInstallation } from '../src/stack/start-stack.ts';
import { privateFolder } from './fixtures/data-folder.ts';
import { localStack, processesOf } from './fixtures/local-stack.ts';

t.setTimeout(300_000);

/** How long a gateway may go on accepting a key after it was revoked, and some slack for a busy machine. */
const CACHE_TTL_MS = 5_000;
const SLACK_MS = 1_500;

const noCurl = spawnSync('curl', ['--version']).status === 0 ? false : 'curl is not installed';
const noProc = existsSync('/proc/self/environ') ? false : 'the processes are looked up in /proc';

function kindOf(token: string) {
  const parsed = parseToken(token);
  return parsed.form === 'minted' ? parsed.kind : parsed.form;
}

/** Calls key-management as the holder of the management key. */
async function manage(local: LocalInstallation, method: string, path: string, body?: object) {
  const response = await fetch(local.keyManagementUrl + path, {
    method,
    headers: { authorization: `Bearer ${local.managementKey}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** Calls the sample flow through the gateway. */
async function ask(local: LocalInstallation, key: string, body: object = { question: 'Hello' }): Promise<Response> {
  return await fetch(`${local.gatewayUrl}/api/v1/prediction/${local.flowId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const parent = await privateFolder(t);
const stack = await localStack(t, parent);
let run = stack.start();
let local = await run.up();

t.test('local.json is for the owner only and holds what scripts need', async (t) => {
  t.equal((await stat(stack.folder)).mode & 0o777, 0o700);
  t.equal((await stat(join(stack.folder, 'local.json'))).mode & 0o777, 0o600);
  t.equal((await stat(join(stack.folder, 'installation.json'))).mode & 0o777, 0o600);
  const { KEY_MANAGEMENT_PORT, FLOW_GATEWAY_PORT } = stack.ports;
  t.match(local, {
    keyManagementUrl: `http://127.0.0.1:${KEY_MANAGEMENT_PORT}`,
    gatewayUrl: `http://127.0.0.1:${FLOW_GATEWAY_PORT}`,
    consoleUrl: `http://127.0.0.1:${KEY_MANAGEMENT_PORT}`,
    databaseUrl: /^postgres:\/\/postgres:\w+@127\.0\.0\.1:\d+\/keyward$/,
    organizationId: /^\w{16}$/,
    workspaceId: /^\w{16}$/,
    flowId: /^[\w-]{1,100}$/,
  });
  t.equal(Object.keys(local).length, 10);
  t.same([kindOf(local.managementKey), kindOf(local.serviceKey), kindOf(local.apiKey)], ['mgmt', 'svc', 'api']);
  t.ok(run.output().includes(local.managementKey), 'the management key is shown');
  t.ok(run.output().includes(`${local.keyManagementUrl}/docs`));
});

t.test('the printed curl lines work as pasted', { skip: noCurl }, async (t) => {
  const [plain = '', streaming = ''] = run
    .output()
    .split('\n')
    .filter((line) => line.startsWith('curl '));
  const paste = async (line: string) => (await promisify(execFile)('sh', ['-c', line])).stdout;
  t.match(JSON.parse(await paste(plain)), { text: 'You asked: Hello', question: 'Hello' });
  const frames = await paste(streaming);
  t.ok(frames.startsWith('message:\ndata:{"event":"start"'));
  t.ok(frames.endsWith('message:\ndata:{"event":"end","data":"[DONE]"}\n\n'));
});

t.test('a key calls, streams and uploads; renamed and rotated it goes on working; revoked it ends', async (t) => {
  const keys = `/v1/workspaces/${local.workspaceId}/api-keys`;
  const created = await manage(local, 'POST', keys, { name: 'Web app', tags: ['web'] });
  t.equal(created.status, 201);
  const { id, token } = created.body;
  t.match(await (await ask(local, token)).json(), { text: 'You asked: Hello' });

  const stream = await ask(local, token, { question: 'Hello', streaming: true });
  t.equal(stream.headers.get('content-type'), 'text/event-stream');
  t.match(await stream.text(), /"event":"token".*"event":"metadata".*\[DONE\]/s);

  const form = new FormData();
  form.append('files', new File(['x'.repeat(3_000_000)], 'a.txt', { type: 'text/plain' }));
  const headers = { 'x-api-key': token };
  const upload = await fetch(`${local.gatewayUrl}/api/v1/attachments/${local.flowId}/chat`, {
    method: 'POST',
    headers,
    body: form,
  });
  t.match(await upload.json(), [{ name: 'a.txt', size: 3_000_000 }]);

  t.match(await manage(local, 'PATCH', `${keys}/${id}`, { name: 'Web' }), { status: 200, body: { name: 'Web' } });
  t.equal((await ask(local, token)).status, 200);

  const rotated = await manage(local, 'POST', `${keys}/${id}/rotate`, { overlap: 'PT1H' });
  t.match(rotated, { status: 201, body: { name: 'Web', replaces: id } });
  t.equal((await ask(local, token)).status, 200, 'the old one, in the overlap');
  t.equal((await ask(local, rotated.body.token)).status, 200, 'the new one');

  t.equal((await manage(local, 'DELETE', `${keys}/${id}`)).status, 200);
  const revokedAt = performance.now();
  let status = 200;
  while (status === 200 && performance.now() < revokedAt + CACHE_TTL_MS + SLACK_MS) {
    status = (await ask(local, token)).status;
    await sleep(100);
  }
  t.equal(status, 401, 'within the time that a verification is remembered');
  t.equal((await ask(local, rotated.body.token)).status, 200);
});

t.test('a key works in its own workspace and with its own permissions only', async (t) => {
  const staging = await manage(local, 'POST', `/v1/organizations/${local.organizationId}/workspaces`, {
    name: 'Staging',
  });
  t.equal(staging.status, 201);
  const foreign = await manage(local, 'POST', `/v1/workspaces/${staging.body.id}/api-keys`, {});
  t.match(await (await ask(local, foreign.body.token)).json(), { status: 404, type: '/problems/flow-not-found' });
  const keys = `/v1/workspaces/${local.workspaceId}/api-keys`;
  const reader = await manage(local, 'POST', keys, { permissions: ['logs:view'] });
  const refused = await ask(local, reader.body.token);
  t.match(await refused.json(), { status: 403, type: '/problems/insufficient-scope' });
  t.match(refused.headers.get('www-authenticate'), /insufficient_scope/);
});

t.test('SIGTERM stops all of it, and the next start finds everything again', { skip: noProc }, async (t) => {
  t.ok((await processesOf(stack.folder)).length >= 5);
  run.child.kill('SIGTERM');
  t.equal(await run.ended, 0);
  t.same(await processesOf(stack.folder), [], 'no process is left');
  t.notOk(existsSync(join(stack.folder, 'local.json')), 'scripts are not told that it is up');

  run = stack.start();
  const before = local;
  local = await run.up();
  t.same({ ...local, databaseUrl: '' }, { ...before, databaseUrl: '' }, 'but for the port of the database');
  t.equal((await ask(local, local.apiKey)).status, 200);
  t.notOk(run.output().includes(local.managementKey), 'the management key is not shown again');
  t.ok(run.output().includes(join(stack.folder, 'local.json')), 'but where it is');
});

t.test(
  'after a kill -9 it starts again at once, and the services of the killed run end by themselves',
  { skip: noProc },
  async (t) => {
    const left = (await processesOf(stack.folder)).map(({ pid }) => pid).filter((pid) => pid !== run.child.pid);
    run.child.kill('SIGKILL');
    t.equal(await run.ended, 'SIGKILL');
    run = stack.start();
    local = await run.up();
    t.equal((await ask(local, local.apiKey)).status, 200);
    const alive = new Set((await processesOf(stack.folder)).map(({ pid }) => pid));
    t.same(
      left.filter((pid) => alive.has(pid)),
      [],
    );
  },
);

t.test('a sample key that no longer works is replaced, and its end is not undone', async (t) => {
  const { kind, id } = Object.assign({ kind: '', id: '' }, parseToken(local.apiKey));
  t.equal(kind, 'api');
  t.equal((await manage(local, 'DELETE', `/v1/workspaces/${local.workspaceId}/api-keys/${id}`)).status, 200);
  run.child.kill('SIGINT');
  t.equal(await run.ended, 0);
  run = stack.start();
  const next = await run.up();
  t.not(next.apiKey, local.apiKey);
  t.equal((await ask(next, next.apiKey)).status, 200);
  t.equal((await ask(next, local.apiKey)).status, 401);
  local = next;
});

t.test('a management key that was revoked on purpose does not hinder a start', async (t) => {
  const path = `/v1/organizations/${local.organizationId}/management-keys`;
  const successor = await manage(local, 'POST', path, { name: 'Mine', role: 'owner', operator: true });
  t.equal(successor.status, 201);
  const { id } = Object.assign({ id: '' }, parseToken(local.managementKey));
  t.equal((await manage(local, 'DELETE', `${path}/${id}`)).status, 200);
  run.child.kill('SIGTERM');
  await run.ended;
  run = stack.start();
  t.same({ ...(await run.up()), databaseUrl: '' }, { ...local, databaseUrl: '' });
  t.match(run.output(), /^The management key of the first start is refused, so the sample was left as it was\.$/m);
  t.equal((await ask(local, local.apiKey)).status, 200);
  run.child.kill('SIGTERM');
  await run.ended;
});

t.test('no secret stands in a log', async (t) => {
  for (const name of ['key-management', 'flow-gateway', 'sample-flow-server', 'migrate', 'postgres']) {
    const log = await readFile(join(stack.folder, 'logs', `${name}.log`), 'utf8');
    for (const secret of [local.managementKey, local.serviceKey, local.apiKey]) {
      t.notOk(log.includes(secret.slice(-40)), name);
    }
  }
});
