import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { startOf } from '../processes/process-identity.ts';
import { writePrivateFile } from './private-file.ts';

const Holder = Type.Object({ pid: Type.Integer(), startedAt: Type.String(), stopping: Type.Boolean() });
type Holder = Static<typeof Holder>;

export interface RunLock {
  /** Whether the run before this one ended without giving the lock back, so that its children may still be ending. */
  readonly previousRunDied: boolean;
  /** Tells a run that starts now that this one is about to end. */
  announceStop(): Promise<void>;
  release(): Promise<void>;
}

/** How long to wait for a run that is stopping, and for one whose terminal or parent has just been killed. */
const PATIENCE_MS = { stopping: 45_000, running: 4_000 };

/**
 * Makes this process the only run on a data folder. A run that is just stopping is waited for; `onWait` hears of it.
 * Throws when another run stays, and when `signal` says that nobody wants the lock any more.
 */
export async function takeRunLock(path: string, signal: AbortSignal, onWait: (pid: number) => void): Promise<RunLock> {
  const self: Holder = { pid: process.pid, startedAt: (await startOf(process.pid)) ?? '', stopping: false };
  const start = performance.now();
  let waitedFor: number | undefined;
  let previousRunDied = false;
  while (!(await create(path, self))) {
    const holder = await read(path);
    if (holder === undefined || (await startOf(holder.pid)) !== holder.startedAt) {
      previousRunDied = true;
      await rm(path, { force: true });
      continue;
    }
    const patience = holder.stopping ? PATIENCE_MS.stopping : PATIENCE_MS.running;
    if (performance.now() - start > patience) throw new Error(`Another run is under way here (pid ${holder.pid}).`);
    if (waitedFor !== holder.pid) onWait(holder.pid);
    waitedFor = holder.pid;
    await sleep(100, undefined, { signal });
  }
  return {
    previousRunDied,
    announceStop: () => writePrivateFile(path, JSON.stringify({ ...self, stopping: true })),
    release: () => rm(path, { force: true }),
  };
}

/** A link cannot replace a file, and it shows the content at once: there is no moment with an empty lock. */
async function create(path: string, holder: Holder): Promise<boolean> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft);
  }
}

async function read(path: string): Promise<Holder | undefined> {
  try {
    return Value.Parse(Holder, JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
