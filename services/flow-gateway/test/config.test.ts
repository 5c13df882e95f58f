import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { text as readAll } from 'node:stream/consumers';
import { mintToken } from '@keyward/auth';
import t from 'tap';

import { readConfig, VARIABLES } from '../src/config.ts';

const MAIN = new URL('../src/main.ts', import.meta.url).pathname;
const token = mintToken('svc').token;
const needed = { KEY_MANAGEMENT_URL: 'http://127.0.0.1:4000', SERVICE_KEY: token };

t.test('defaults', async (t) => {
  const config = readConfig(needed);
  t.match(config, {
    HOST: '127.0.0.1',
    PORT: 4100,
    LOG_LEVEL: 'info',
    TOKEN_PREFIX: ['kw'],
    ALLOW_QUERY_TOKEN: false,
    SHUTDOWN_GRACE: 30_000,
    METRICS_PORT: undefined,
    WORKERS: 1,
    CACHE_MAX_KEYS: 100_000,
  });
  t.equal(config.TRUSTED_PROXIES.contains('127.0.0.1'), false, 'nobody is trusted');
  t.equal(config.UPSTREAM_ALLOW.permits('127.0.0.1', 'localhost'), false, 'nothing private is open');
});

t.test('values', async (t) => {
  const graces = { '0': 0, '45': 45_000, PT1M: 60_000, PT1H2M3S: 3_723_000 };
  for (const [text, milliseconds] of Object.entries(graces)) {
    t.equal(readConfig({ ...needed, SHUTDOWN_GRACE: text }).SHUTDOWN_GRACE, milliseconds, text);
  }
  t.equal(readConfig({ ...needed, ALLOW_QUERY_TOKEN: 'true' }).ALLOW_QUERY_TOKEN, true);
  t.equal(readConfig({ ...needed, WORKERS: '64' }).WORKERS, 64);
  t.equal(readConfig({ ...needed, WORKERS: 'auto' }).WORKERS, Math.min(availableParallelism(), 64));
  const { TRUSTED_PROXIES } = readConfig({ ...needed, TRUSTED_PROXIES: ' 10.0.0.0/8, ::1 ,' });
  t.ok(TRUSTED_PROXIES.contains('10.1.2.3') && TRUSTED_PROXIES.contains('::1'));
  t.equal(readConfig({ ...needed, HOST: '' }).HOST, '127.0.0.1', 'an empty variable counts as left out');
  const own = mintToken('svc', 'acme').token;
  t.equal(readConfig({ ...needed, TOKEN_PREFIX: 'acme,kw', SERVICE_KEY: own }).SERVICE_KEY, own);
});

t.test('traces', async (t) => {
  t.match(readConfig(needed), {
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    OTEL_TRACES_SAMPLER: 'parentbased_always_on',
    OTEL_TRACES_SAMPLER_ARG: 1,
  });
  const pairs = 'api-key=a%2Cb, x-tenant=one';
  const config = readConfig({ ...needed, OTEL_EXPORTER_OTLP_HEADERS: pairs, OTEL_RESOURCE_ATTRIBUTES: '' });
  t.same(config.OTEL_EXPORTER_OTLP_HEADERS, { 'api-key': 'a,b', 'x-tenant': 'one' });
  t.same(config.OTEL_RESOURCE_ATTRIBUTES, {});
  const OTEL_EXPORTER_OTLP_HEADERS_FILE = `${t.testdir({ headers: 'a=b' })}/headers`;
  t.same(readConfig({ ...needed, OTEL_EXPORTER_OTLP_HEADERS_FILE }).OTEL_EXPORTER_OTLP_HEADERS, { a: 'b' });
});

t.test('mistakes', async (t) => {
  const wrong = {
    PORT: '65536',
    METRICS_PORT: 'http',
    LOG_LEVEL: 'loud',
    KEY_MANAGEMENT_URL: 'ftp://x',
    TOKEN_PREFIX: 'A-B',
    TRUSTED_PROXIES: '10.0.0.1/8',
    ALLOW_QUERY_TOKEN: 'yes',
    UPSTREAM_ALLOW: '999.1.1.1/8',
    SHUTDOWN_GRACE: 'PT',
    WORKERS: '65',
    CACHE_MAX_KEYS: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization: hunter2',
    OTEL_RESOURCE_ATTRIBUTES: 'team=%zz',
    OTEL_TRACES_SAMPLER: 'sometimes',
    OTEL_TRACES_SAMPLER_ARG: '2',
    OTEL_BSP_SCHEDULE_DELAY: '0',
  };
  const run = spawnSync(process.execPath, [MAIN], {
    env: wrong,
    encoding: 'utf8',
  });
  t.equal(run.status, 78);
  for (const name of [...Object.keys(wrong), 'SERVICE_KEY']) t.match(run.stderr, `  ${name} `, `names ${name}`);
  t.equal(run.stderr.trim().split('\n').length, 1 + 18, 'in one message');
  t.notMatch(run.stderr, 'hunter2');

  for (const bad of [mintToken('api').token, `${token.slice(0, -1)}!`, 'secret-text']) {
    try {
      readConfig({ ...needed, SERVICE_KEY: bad });
      t.fail('was accepted');
    } catch (error) {
      t.match(String(error), /SERVICE_KEY must be a well-formed token kw_svc_…/);
      t.notMatch(String(error), bad, 'without its value');
    }
  }
  t.throws(
    () => readConfig({ ...needed, SERVICE_KEY_FILE: '/nowhere' }),
    /SERVICE_KEY and SERVICE_KEY_FILE are both set/,
  );
  const { SERVICE_KEY: _, ...rest } = needed;
  t.throws(() => readConfig({ ...rest, SERVICE_KEY_FILE: '/nowhere' }), /SERVICE_KEY cannot be read from the file/);
  const file = t.testdir({ key: `${token}\n` });
  t.equal(readConfig({ ...rest, SERVICE_KEY_FILE: `${file}/key` }).SERVICE_KEY, token);
});

t.test('a port that is in use', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const inUse = [
    { PORT: String(port), WORKERS: '1' },
    { PORT: String(port), WORKERS: '3' },
    { PORT: '0', METRICS_PORT: String(port), WORKERS: '1' },
    { PORT: '0', METRICS_PORT: String(port), WORKERS: '3' },
  ];
  for (const environment of inUse) {
    const child = spawn(process.execPath, [MAIN], { env: { ...needed, ...environment } });
    const [text, [code]] = await Promise.all([readAll(child.stderr), once(child, 'exit')]);
    t.equal(code, 69);
    const line = new RegExp(`^keyward flow-gateway: cannot listen on 127\\.0\\.0\\.1:${port}: .*EADDRINUSE.*\n$`);
    t.match(text, line, JSON.stringify(environment));
  }
});

t.test('the README tells of every variable', async (t) => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const table = readme.slice(readme.indexOf('### Configuration'), readme.indexOf('### Health'));
  for (const name of VARIABLES) t.ok(table.includes(`\`${name}\``), name);
});
