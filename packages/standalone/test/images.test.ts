import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseToken } from '@keyward/auth';
import { Client } from 'pg';
import t, { type Test } from 'tap';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { makeComposeSecrets } from '../src/compose-secrets/make-secrets.ts';
import { findFreePort } from '../src/processes/free-port.ts';
import { privateFolder } from './fixtures/data-folder.ts';
import { buildWithoutDocker, type Image } from './fixtures/dockerfile.ts';

t.setTimeout(300_000);

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const Services = Type.Record(
  Type.String(),
  Type.Object({
    environment: Type.Optional(Type.Record(Type.String(), Type.String())),
    command: Type.Optional(Type.Array(Type.String())),
    healthcheck: Type.Optional(Type.Object({ test: Type.Array(Type.String()) })),
    image: Type.Optional(Type.String()),
    build: Type.Optional(Type.Unknown()),
    read_only: Type.Optional(Type.Boolean()),
    security_opt: Type.Optional(Type.Array(Type.String())),
    cap_drop: Type.Optional(Type.Array(Type.String())),
    ports: Type.Optional(Type.Array(Type.String())),
  }),
);
const Compose = Type.Object({
  services: Services,
  secrets: Type.Record(Type.String(), Type.Object({ file: Type.String() })),
});
const compose = Value.Parse(Compose, parse(await readFile(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }));

/** Runs what the image runs, with nothing in the environment but what the image, the compose file and `env` set. */
function run(t: Test, image: Image, env: Record<string, string>, command = image.command) {
  const [program, ...args] = command;
  t.equal(program, 'node');
  const child = spawn(process.execPath, args, {
    cwd: join(image.root, 'app'),
    env: { ...image.env, HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended, errors: () => errors };
}

/** Asks with a health check's own command until it says yes, the process has ended or a minute has passed. */
async function becomesHealthy(
  check: readonly string[],
  port: number,
  { child }: { child: ChildProcess },
): Promise<boolean> {
  const [, ...args] = check;
  const deadline = performance.now() + 60_000;
  while (child.exitCode === null && child.signalCode === null && performance.now() < deadline) {
    if (spawnSync(process.execPath, args, { env: { PORT: String(port) } }).status === 0) return true;
    await sleep(200);
  }
  return false;
}

async function temporaryDatabase(t: Test): Promise<string> {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) throw new Error('TEST_DATABASE_URL must name a Postgres server to run tests on.');
  const name = `keyward_images_${process.pid}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  t.teardown(async () => {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  });
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

const tools = [['docker-compose'], ['docker', 'compose']] as const;
const tool = tools.find(([program, ...args]) => spawnSync(program, [...args, 'version']).status === 0);
t.test('docker-compose.yml is valid', { skip: tool === undefined && 'docker-compose is not installed' }, async (t) => {
  const [program = '', ...args] = tool ?? [];
  for (const profile of [[], ['--profile', 'observability']]) {
    const options = { cwd: ROOT, encoding: 'utf8' } as const;
    const { status, stderr } = spawnSync(program, [...args, ...profile, 'config', '-q'], options);
    t.equal(status, 0, stderr);
  }
});

t.test('every container is hardened, pinned and out of reach for other machines', async (t) => {
  for (const [name, service] of Object.entries(compose.services)) {
    t.equal(service.read_only, true, name);
    t.ok(service.security_opt?.includes('no-new-privileges:true'), name);
    // Postgres begins as root, to make its data folder its own.
    if (name !== 'postgres') t.same(service.cap_drop, ['ALL'], name);
    if (service.build === undefined) t.match(service.image, /:v?\d+/, name);
    for (const port of service.ports ?? []) t.match(port, /^127\.0\.0\.1:/, name);
  }
});

t.test('the secrets are made once, and only the folder hides them', async (t) => {
  const folder = join(await privateFolder(t), 'secrets');
  const names = [
    'postgres_password',
    'database_url',
    'master_keys',
    'management_key',
    'service_key',
    'grafana_password',
  ];
  t.same(await makeComposeSecrets(folder), names);
  const mounted = Object.fromEntries(names.map((name) => [name, { file: `./secrets/${name}` }]));
  t.same(compose.secrets, mounted, 'they are those that the compose file mounts');
  t.equal((await stat(folder)).mode & 0o777, 0o700);
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const before = await Promise.all(names.map(read));
  for (const name of names) t.equal((await stat(join(folder, name))).mode & 0o777, 0o444);
  t.match(parseToken((before[3] ?? '').trim()), { form: 'minted', kind: 'mgmt' });
  t.match(parseToken((before[4] ?? '').trim()), { form: 'minted', kind: 'svc' });

  await rm(join(folder, 'database_url'));
  t.same(await makeComposeSecrets(folder), ['database_url']);
  t.same(await Promise.all(names.map(read)), before, 'the address of the database holds the password that there is');
});

t.test('the images hold what their services need, and run it as the compose file says', async (t) => {
  const folder = await privateFolder(t);
  const secrets = join(folder, 'secrets');
  await mkdir(secrets);
  await writeFile(join(secrets, 'database_url'), await temporaryDatabase(t));
  await makeComposeSecrets(secrets);
  const build = (name: string, file: string) => buildWithoutDocker(join(ROOT, file), ROOT, join(folder, name));
  const env = (service: string, port: number) => ({
    ...Object.fromEntries(
      Object.entries(compose.services[service]?.environment ?? {}).map(([name, value]) => [
        name,
        // What the caller of compose may set is left out.
        value.replace('/run/secrets', secrets).replace(/^\$\{\w+:-\}$/, ''),
      ]),
    ),
    PORT: String(port),
    // In containers each has one of its own.
    METRICS_PORT: '',
  });
  // In the compose file a dollar sign is written twice.
  const ready = (service: string) =>
    (compose.services[service]?.healthcheck?.test ?? []).slice(1).map((word) => word.replaceAll('$$', '$'));
  const [keyManagementPort, gatewayPort, samplePort] = await Promise.all([
    findFreePort(),
    findFreePort(),
    findFreePort(),
  ]);

  const keyManagement = await build('key-management', 'services/key-management/Dockerfile');
  t.equal(keyManagement.user, 'node');
  const keyManagementEnv = env('key-management-1', keyManagementPort);
  const migration = run(t, keyManagement, keyManagementEnv, compose.services['keyward-migrate']?.command);
  t.equal(await migration.ended, 0, migration.errors());
  t.match(keyManagement.env.PATH, /^\/app\/services\/key-management\/bin:/, 'keyward-admin is on the PATH');
  const doctor = run(t, keyManagement, keyManagementEnv, [
    'node',
    'services/key-management/bin/keyward-admin.js',
    'doctor',
  ]);
  t.equal(await doctor.ended, 0, doctor.errors());
  const keyManagementRun = run(t, keyManagement, keyManagementEnv);
  t.ok(await becomesHealthy(keyManagement.healthcheck, keyManagementPort, keyManagementRun), keyManagementRun.errors());
  t.ok(
    await becomesHealthy(ready('key-management-1'), keyManagementPort, keyManagementRun),
    'ready as the compose file asks',
  );

  const gateway = await build('flow-gateway', 'services/flow-gateway/Dockerfile');
  t.equal(gateway.user, 'node');
  const KEY_MANAGEMENT_URL = `http://127.0.0.1:${keyManagementPort}`;
  const gatewayRun = run(t, gateway, { ...env('flow-gateway-1', gatewayPort), KEY_MANAGEMENT_URL });
  t.ok(await becomesHealthy(gateway.healthcheck, gatewayPort, gatewayRun), gatewayRun.errors());
  t.ok(
    await becomesHealthy(ready('flow-gateway-1'), gatewayPort, gatewayRun),
    'ready: its service key is the one that key-management was started with',
  );

  const sample = await build('sample', 'packages/standalone/src/sample-flow-server/Dockerfile');
  t.equal(sample.user, 'node');
  const sampleRun = run(t, sample, { PORT: String(samplePort) });
  t.ok(await becomesHealthy(sample.healthcheck, samplePort, sampleRun), sampleRun.errors());
});
