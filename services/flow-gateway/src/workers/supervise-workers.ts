import cluster, { type Worker } from 'node:cluster';
import { setTimeout as delay } from 'node:timers/promises';
import { describeFailure } from '@keyward/auth/fastify';
import { serveMetrics } from '@keyward/auth/metrics';
import { pino } from 'pino';

import type { Config } from '../config.ts';
import { sumOfWorkers } from '../metrics/workers-metrics.ts';
import { earlyEnds, pauseAfter } from './back-off.ts';
import { exitWithoutPort } from './exits.ts';

/** What a worker needs beyond its grace to hand in its counts, to give its lease back and to exit, in milliseconds. */
const LAST_STEPS_MS = 6_000;

/**
 * Runs `config.WORKERS` gateways on one port, each a process with a lease of its own, until a signal stops them; one
 * that ends is replaced. Where none can serve at all, the first one's exit code is this process's.
 */
export async function superviseWorkers(config: Config): Promise<void> {
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(1));
  const alive = new Set<Worker>();
  const serving = new Set<Worker>();
  const replacements = new Set<NodeJS.Timeout>();
  let stopping = false;
  let worstCode = 0;

  function start(early = 0): Worker {
    const worker = cluster.fork();
    const startedAt = performance.now();
    alive.add(worker);
    worker.once('listening', () => serving.add(worker));
    worker.once('exit', (code: number | null, signal: string | null) => {
      ended(worker, code, signal, earlyEnds(early, performance.now() - startedAt));
    });
    // A message that could not be sent to a worker that is ending says nothing new; a worker that never was does.
    worker.on('error', (error) => {
      if (worker.process.pid !== undefined) return;
      log.error({ failure: describeFailure(error) }, 'a worker could not be started');
      ended(worker, null, null, early + 1);
    });
    return worker;
  }

  function ended(worker: Worker, code: number | null, signal: string | null, early: number): void {
    if (!alive.delete(worker)) return;
    const served = serving.delete(worker);
    if (stopping) {
      worstCode = Math.max(worstCode, code ?? 0);
      return;
    }
    // It has said why on standard error, and nobody is there who serves all the same.
    if (!served && serving.size === 0) end(code ?? 1);
    const pauseMs = pauseAfter(early);
    log.warn({ worker: worker.process.pid, code, signal, pauseMs }, 'a worker ended and is replaced');
    const timer = setTimeout(() => {
      replacements.delete(timer);
      start(early);
    }, pauseMs);
    replacements.add(timer);
  }

  function end(code: number): never {
    for (const worker of alive) worker.process.kill('SIGKILL');
    process.exit(code);
  }

  async function stop(signal: NodeJS.Signals): Promise<void> {
    // A second signal means: now.
    if (stopping) end(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    for (const timer of replacements) clearTimeout(timer);
    const ends = Array.from(alive, (worker) => new Promise((resolve) => worker.once('exit', resolve)));
    for (const worker of alive) worker.process.kill('SIGTERM');
    await Promise.race([Promise.all(ends), delay(config.SHUTDOWN_GRACE + LAST_STEPS_MS)]);
    if (alive.size > 0) log.error({ workers: alive.size }, 'workers that did not stop are killed');
    end(alive.size > 0 ? 1 : worstCode);
  }

  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  const { HOST, METRICS_PORT } = config;
  if (METRICS_PORT !== undefined) {
    await serveMetrics(sumOfWorkers(), HOST, METRICS_PORT).catch((error) => exitWithoutPort(HOST, METRICS_PORT, error));
  }
  // The first one alone: where it cannot listen, the others need not say so too.
  start().once('listening', () => {
    if (!stopping) for (let others = config.WORKERS - 1; others > 0; others--) start();
  });
}
