import { readdir, readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { runToEnd } from '../processes/run-to-end.ts';

/**
 * Stops whatever an earlier run left behind on this cluster: the server after a `kill -9` of its parent, or server
 * processes whose own parent was killed. Its processes are known by the cluster's name, never by a pid alone.
 * Throws when they do not end.
 */
export async function stopLeftOverServer(folder: string, clusterName: string): Promise<void> {
  const server = await serverPid(folder);
  const found = await clusterPids(clusterName);
  // The server ends its own processes; those that have lost it are told themselves.
  const steps = server !== undefined && found.includes(server) ? SERVER_STEPS : ORPHAN_STEPS;
  for (const { signal, patienceMs } of steps) {
    const pids = await clusterPids(clusterName);
    for (const pid of signal === 'SIGINT' ? pids.filter((one) => one === server) : pids) kill(pid, signal);
    await untilNone(clusterName, patienceMs);
  }
  const left = await clusterPids(clusterName);
  if (left.length > 0) throw new Error(`A Postgres of an earlier run does not stop (pid ${left.join(', ')}).`);
  // Its pid may belong to somebody else by now, and Postgres would take that process for a server.
  await rm(`${folder}/postmaster.pid`, { force: true });
}

const ORPHAN_STEPS = [
  { signal: 'SIGQUIT', patienceMs: 3_000 },
  { signal: 'SIGKILL', patienceMs: 3_000 },
] as const;
const SERVER_STEPS = [{ signal: 'SIGINT', patienceMs: 10_000 }, ...ORPHAN_STEPS] as const;

async function serverPid(folder: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(`${folder}/postmaster.pid`, 'utf8'), 10);
  } catch {
    return undefined;
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

async function untilNone(clusterName: string, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline && (await clusterPids(clusterName)).length > 0) await sleep(50);
}

/** Postgres shows `cluster_name` in the title of each of its processes, and it stands among the server's own arguments. */
async function clusterPids(clusterName: string): Promise<number[]> {
  const ours = (command: string) => /^(\S*\/)?postgres[: ]/.test(command) && command.includes(clusterName);
  return (await runningCommands()).filter(({ command }) => ours(command)).map(({ pid }) => pid);
}

async function runningCommands(): Promise<{ pid: number; command: string }[]> {
  if (process.platform !== 'linux') {
    const { output } = await runToEnd('ps', ['-axo', 'pid=,command=']);
    return output
      .split('\n')
      .map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().replace(/^\d+\s+/, '') }));
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return await Promise.all(pids.map(async (pid) => ({ pid: Number(pid), command: await commandOf(pid) })));
}

async function commandOf(pid: string): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
