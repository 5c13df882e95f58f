import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '../processes/child.ts';
import type { Supervisor } from './supervisor.ts';

export interface Service {
  readonly name: string;
  /** The entry point, as a URL of a file. */
  readonly main: URL;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

export interface ReadyService extends Service {
  /** Where it answers, and the path that answers 200 once it can serve. */
  readonly url: string;
  readonly readyPath: string;
}

const READY_PATIENCE_MS = 60_000;
const STOP_STEPS = [
  { signal: 'SIGTERM', patienceMs: 10_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const;
const END_WITH_PARENT = fileURLToPath(new URL('../processes/end-with-parent.ts', import.meta.url));

/**
 * Starts services as processes of their own, in this order, and answers when all of them are ready; `onReady` hears of
 * each. They come up side by side, which halves the wait. Throws with a pointer to its log when one does not.
 */
export async function startServices(
  services: readonly ReadyService[],
  supervisor: Supervisor,
  onReady: (service: ReadyService) => void,
): Promise<void> {
  const started: [ReadyService, Child][] = [];
  for (const service of services) {
    const child = await launch(service);
    const stop = () => child.stop(STOP_STEPS);
    await supervisor.adopt({ name: service.name, logFile: service.logFile, exited: child.exited, stop });
    started.push([service, child]);
  }
  await Promise.all(
    started.map(async ([service, child]) => {
      await becomesReady(service, child);
      onReady(service);
    }),
  );
}

async function becomesReady({ name, logFile, url, readyPath }: ReadyService, child: Child): Promise<void> {
  const deadline = performance.now() + READY_PATIENCE_MS;
  while (!(await answers(url + readyPath))) {
    if (child.hasExited()) throw new Error(`${name} ended by itself (${await child.exited}); its log: ${logFile}`);
    if (performance.now() > deadline) throw new Error(`${name} does not become ready; its log: ${logFile}`);
    await sleep(50);
  }
}

/** Runs a program of a service to its end. Throws with a pointer to its log unless it succeeds. */
export async function runJob(service: Service, supervisor: Supervisor): Promise<void> {
  const { name, logFile } = service;
  const child = await launch(service);
  await supervisor.adopt({ name, stop: () => child.stop(STOP_STEPS) });
  const how = await child.exited;
  if (how !== 'exit code 0') throw new Error(`${name} failed (${how}); its log: ${logFile}`);
}

function launch({ main, env, logFile }: Service) {
  const args = [...process.execArgv, '--import', END_WITH_PARENT, fileURLToPath(main)];
  return startChild(process.execPath, args, { env: { ...inheritedEnv(env), ...env }, logFile, channel: true });
}

/** The caller's environment, without a `*_FILE` that would contradict a value that is set here. */
function inheritedEnv(set: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const replaced = new Set(Object.keys(set).map((name) => `${name}_FILE`));
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !replaced.has(name)));
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
