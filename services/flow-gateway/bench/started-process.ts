import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Ticks of `/proc/<pid>/stat` in a second, on every Linux one meets. */
const TICKS_PER_SECOND = 100;
const PATIENCE_MS = 30_000;

export interface StartedProcess {
  readonly url: string;
  /** Processor time used so far, in microseconds; NaN where there is no /proc. */
  cpuMicroseconds(): number;
  /** Resident memory in MiB; NaN where there is no /proc. */
  residentMib(): number;
  stop(): Promise<void>;
}

/** Starts a TypeScript file that listens on `PORT`, and resolves when it answers `path`. */
export async function startProcess(
  file: string,
  environment: Record<string, string>,
  { path = '/', flags = [] }: { path?: string; flags?: readonly string[] } = {},
): Promise<StartedProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [...flags, file], {
    env: { PATH: process.env.PATH, PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const start = performance.now();
  while (!(await answers(url + path))) {
    if (child.exitCode !== null || performance.now() - start > PATIENCE_MS) throw new Error(`${file} does not start`);
    await delay(50);
  }
  const proc = (name: string) => {
    try {
      return readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
    } catch {
      return '';
    }
  };
  return {
    url,
    cpuMicroseconds() {
      const fields = proc('stat').split(') ')[1]?.split(' ') ?? [];
      return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000_000;
    },
    residentMib: () => Number(/VmRSS:\s+(\d+)/.exec(proc('status'))?.[1] ?? Number.NaN) / 1024,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).body?.cancel();
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
