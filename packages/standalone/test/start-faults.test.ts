import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { privateFolder } from './fixtures/data-folder.ts';
import { localStack, processesOf } from './fixtures/local-stack.ts';

t.setTimeout(300_000);

const noProc = existsSync('/proc/self/environ') ? false : 'the processes are looked up in /proc';
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

async function killPart(folder: string, part: string): Promise<void> {
  const found = (await processesOf(folder)).find(({ command }) => command.includes(part));
  if (found === undefined) throw new Error(`${part} does not run.`);
  process.kill(found.pid, 'SIGKILL');
}

t.test('what cannot be started is one clear line', async (t) => {
  const parent = await privateFolder(t);
  const stack = await localStack(t, parent);

  const malformed = stack.start({ KEY_MANAGEMENT_PORT: 'x', FLOW_GATEWAY_PORT: '70000' });
  t.equal(await malformed.ended, 78);
  t.equal(
    malformed.output(),
    'KEY_MANAGEMENT_PORT must be a port number (1–65535), not "x".\n' +
      'FLOW_GATEWAY_PORT must be a port number (1–65535), not "70000".\n',
  );
  const same = stack.start({ FLOW_GATEWAY_PORT: stack.ports.KEY_MANAGEMENT_PORT ?? '' });
  t.equal(await same.ended, 78);
  t.equal(same.output(), 'KEY_MANAGEMENT_PORT, FLOW_GATEWAY_PORT and SAMPLE_FLOW_PORT must differ.\n');

  const port = stack.ports.FLOW_GATEWAY_PORT;
  const squatter = createServer().listen({ port: Number(port), host: '127.0.0.1' });
  const refused = stack.start();
  t.equal(await refused.ended, 1);
  t.equal(
    refused.output(),
    `Port ${port} is in use: end what listens there, or set FLOW_GATEWAY_PORT to another port.\n`,
  );
  squatter.close();

  await mkdir(join(stack.folder, 'postgres'), { recursive: true });
  const foreign = stack.start();
  t.equal(await foreign.ended, 1);
  t.match(foreign.output(), /^\S+installation\.json is missing, and \S+postgres cannot be used without it\..*\n$/);
  await rm(join(stack.folder, 'postgres'), { recursive: true });

  await writeFile(join(stack.folder, 'installation.json'), '{"managementKey":"kw_mgmt_canary"');
  const damaged = stack.start();
  t.equal(await damaged.ended, 1);
  t.match(damaged.output(), /installation\.json is damaged/);
  t.notMatch(damaged.output(), /canary/);
});

t.test(
  'a second run on one folder is refused, and a service that dies ends all with one line',
  { skip: noProc },
  async (t) => {
    const parent = await privateFolder(t);
    const stack = await localStack(t, parent);
    const run = stack.start();
    await run.up();

    const second = stack.start();
    t.equal(await second.ended, 1);
    t.match(second.output(), /Another run is under way here \(pid \d+\)\.\n$/);
    t.ok(existsSync(join(stack.folder, 'local.json')), 'the first one is not disturbed');
    t.equal((await fetch(`http://127.0.0.1:${stack.ports.FLOW_GATEWAY_PORT}/readyz`)).status, 200);

    await killPart(stack.folder, 'services/flow-gateway/src/main.ts');
    t.equal(await run.ended, 1);
    const log = join(stack.folder, 'logs/flow-gateway.log');
    t.match(run.output(), `flow-gateway ended by itself (signal SIGKILL); its log: ${log}\n`);
    t.same(await processesOf(stack.folder), [], 'no process is left');
  },
);

t.test('a stop in the middle of a start leaves nothing behind', { skip: noProc }, async (t) => {
  const parent = await privateFolder(t);
  const stack = await localStack(t, parent);
  for (const moment of ['', 'schema is up to date']) {
    const run = stack.start();
    await run.says(moment);
    while (!existsSync(join(stack.folder, 'run.lock'))) await sleep(5);
    run.child.kill('SIGTERM');
    t.equal(await run.ended, 0, `right after "${moment}"`);
    t.same(await processesOf(stack.folder), []);
    t.notOk(existsSync(join(stack.folder, 'run.lock')));
  }
  const run = stack.start();
  const { managementKey } = await run.up();
  t.ok(run.output().includes(managementKey), 'the management key has not been shown before');
});

t.test(
  'a run whose starter is killed ends, one that waits for it takes over, and ends when its Postgres dies',
  { skip: noProc },
  async (t) => {
    const parent = await privateFolder(t);
    const stack = await localStack(t, parent);
    const first = stack.start();
    await first.up();
    // The end of the channel is all that a run sees of its starter's death.
    first.child.disconnect();
    const second = stack.start();
    t.equal(await first.ended, 0);
    await second.up();
    t.equal((await fetch(`http://127.0.0.1:${stack.ports.FLOW_GATEWAY_PORT}/readyz`)).status, 200);

    await killPart(stack.folder, 'bin/postgres -D');
    t.equal(await second.ended, 1);
    t.match(second.output(), /^Postgres ended by itself \(signal SIGKILL\); its log: \S+postgres\.log$/m);
    t.same(await processesOf(stack.folder), []);
  },
);

const prepared = existsSync(join(ROOT, 'node_modules/.keyward-install'));
const launcherSkip = noProc || (!prepared && 'the packages were not installed by the launcher');
t.test(
  'npm start stops cleanly on a signal, on Ctrl-C, and when npm itself is killed',
  { skip: launcherSkip },
  async (t) => {
    const parent = await privateFolder(t);
    const stack = await localStack(t, parent);
    const kills = {
      'a signal to npm': (npm: ChildProcess) => npm.kill('SIGTERM'),
      // A terminal signals the whole foreground group, and npm passes its own signal on as well.
      'Ctrl-C': (npm: ChildProcess) => process.kill(-(npm.pid ?? 0), 'SIGINT'),
      'kill -9 of npm': (npm: ChildProcess) => npm.kill('SIGKILL'),
    };
    for (const [name, kill] of Object.entries(kills)) {
      const env = { ...process.env, ...stack.ports, KEYWARD_DATA_DIR: stack.folder };
      const npm = spawn('npm', ['start'], { cwd: ROOT, env, stdio: 'ignore', detached: true });
      t.teardown(() => npm.kill());
      while (!existsSync(join(stack.folder, 'local.json'))) await sleep(50);
      kill(npm);
      const deadline = performance.now() + 20_000;
      while ((await processesOf(stack.folder)).length > 0 && performance.now() < deadline) await sleep(100);
      t.same(await processesOf(stack.folder), [], `${name}: no process is left`);
      t.notOk(existsSync(join(stack.folder, 'run.lock')), 'and it was stopped in order');
    }
  },
);
