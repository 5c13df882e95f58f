import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import t, { type Test } from 'tap';
import { type Postgres, startPostgres } from '../src/postgres/index.ts';
import { findServerAccount } from '../src/postgres/server-account.ts';
import { startOf } from '../src/processes/process-identity.ts';
import { privateFolder } from './fixtures/data-folder.ts';

const PARENT = fileURLToPath(new URL('fixtures/postgres-parent.ts', import.meta.url));
const NOBODY = 65_534;

// An interrupted test run must not leave servers behind: leaving by exit() takes them along.
process.once('SIGTERM', () => process.exit(143));

async function start(t: Test, folder: string): Promise<Postgres> {
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    password: 'secret',
    logFile: join(folder, 'postgres.log'),
  });
  t.teardown(() => postgres.stop());
  return postgres;
}

/** Starts a server whose parent is another process; that one is killed at the test's end if not before. */
function startParent(t: Test, folder: string, options: { uid?: number; gid?: number } = {}): ChildProcess {
  const args = [PARENT, join(folder, 'postgres'), join(folder, 'postgres.log')];
  const parent = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => parent.kill('SIGKILL'));
  return parent;
}

async function firstLine(parent: ChildProcess): Promise<{ pid: number; url: string }> {
  if (parent.stdout === null) throw new Error('The parent has no output.');
  for await (const line of createInterface({ input: parent.stdout })) return JSON.parse(line);
  throw new Error('The parent ended.');
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

t.test('a server starts, keeps its data over a restart, and asks for the password', async (t) => {
  const folder = await privateFolder(t);
  const first = await start(t, folder);
  await query(first.url('postgres'), 'CREATE TABLE kept AS SELECT 1 AS one');
  await t.rejects(
    query(first.url('postgres').replace('secret', 'wrong'), 'SELECT 1'),
    /password authentication failed/,
  );
  await first.stop();
  t.equal(await startOf(first.pid), undefined, 'it has ended when stop answers');
  await first.stop();

  const second = await start(t, folder);
  t.same(await query(second.url('postgres'), 'SELECT one FROM kept'), [{ one: 1 }]);
  const [settings] = await query(second.url('postgres'), "SELECT current_setting('listen_addresses') AS on");
  t.same(settings, { on: '127.0.0.1' }, 'nobody else on the network reaches it');
});

t.test('a server that is killed is noticed, and a new one starts at once with what was committed', async (t) => {
  const folder = await privateFolder(t);
  const killed = await start(t, folder);
  await query(killed.url('postgres'), 'CREATE TABLE kept AS SELECT 1 AS one');
  process.kill(killed.pid, 'SIGKILL');
  t.equal(await killed.exited, 'signal SIGKILL');
  await killed.stop();

  const next = await start(t, folder);
  t.same(await query(next.url('postgres'), 'SELECT one FROM kept'), [{ one: 1 }]);
});

t.test('a server that outlived its killed parent is stopped before the next one starts', async (t) => {
  const folder = await privateFolder(t);
  const parent = startParent(t, folder);
  const left = await firstLine(parent);
  await query(left.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  // A client that stays connected must not hold the stop up.
  const client = new Client({ connectionString: left.url });
  client.on('error', () => {});
  await client.connect();
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  t.type(await startOf(left.pid), 'string', 'nobody has stopped it');

  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    password: 'parent',
    logFile: join(folder, 'postgres.log'),
  });
  t.teardown(() => postgres.stop());
  t.equal(await startOf(left.pid), undefined);
  t.same(await query(postgres.url('postgres'), 'SELECT one FROM kept'), [{ one: 1 }]);
});

t.test('an initdb that was interrupted is done again', async (t) => {
  const folder = await privateFolder(t);
  const parent = startParent(t, folder);
  const unfinished = async () => (await readdir(folder)).find((name) => name.startsWith('postgres.unfinished-'));
  for (let name = await unfinished(); name === undefined || !existsSync(join(folder, name, 'global')); ) {
    await sleep(2);
    name = await unfinished();
  }
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  t.notOk(existsSync(join(folder, 'postgres')), 'what is unfinished is not at the place of the cluster');

  const postgres = await start(t, folder);
  t.same(await query(postgres.url('postgres'), 'SELECT 1 AS one'), [{ one: 1 }]);
  t.equal(await unfinished(), undefined);
  t.notOk(existsSync(join(folder, 'postgres.unfinished.password')));
});

t.test('a lock file that names a process of somebody else hinders nothing and harms nobody', async (t) => {
  const folder = await privateFolder(t);
  // Of the same account: Postgres takes such a process for a server.
  const bystander = spawn('sleep', ['60'], { stdio: 'ignore', ...findServerAccount() });
  t.teardown(() => bystander.kill());
  await (await start(t, folder)).stop();
  await writeFile(join(folder, 'postgres/postmaster.pid'), `${bystander.pid}\n/proc/self/cwd\n1\n1\n\n127.0.0.1\n`);

  const postgres = await start(t, folder);
  t.same(await query(postgres.url('postgres'), 'SELECT 1 AS one'), [{ one: 1 }]);
  t.equal(bystander.exitCode ?? bystander.signalCode, null);
});

t.test('a folder that is no cluster, or that of another version, is left alone', async (t) => {
  const folder = await privateFolder(t);
  await mkdir(join(folder, 'postgres'));
  await writeFile(join(folder, 'postgres/letters.txt'), 'mine');
  await t.rejects(start(t, folder), { message: /not empty, yet holds no whole database cluster/ });
  await writeFile(join(folder, 'postgres/PG_VERSION'), '16\n');
  await t.rejects(start(t, folder), { message: /made by Postgres 16; this is Postgres 17/ });
  t.equal(await readFile(join(folder, 'postgres/letters.txt'), 'utf8'), 'mine');
});

t.test('an ordinary user runs the server as it is', { skip: whyNotAsAnother() }, async (t) => {
  const folder = await privateFolder(t);
  await chown(folder, NOBODY, NOBODY);
  const { pid, url } = await firstLine(startParent(t, folder, { uid: NOBODY, gid: NOBODY }));
  t.same(await query(url, 'SELECT 1 AS one'), [{ one: 1 }]);
  process.kill(pid, 'SIGINT');
});

function whyNotAsAnother(): string | false {
  if (process.getuid?.() !== 0) return 'this is one, and the tests above show it';
  const read = ['-e', 'fs.accessSync(process.argv[1])', PARENT];
  const { status } = spawnSync(process.execPath, read, { uid: NOBODY, gid: NOBODY });
  return status === 0 ? false : 'the packages are in a folder that only root may enter';
}
