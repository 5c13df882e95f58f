import type { FastifyInstance } from 'fastify';
import { databaseFailure } from '../database/failure.ts';
import { type Job, runJob } from './run-job.ts';

/** How often each replica looks whether something is due. */
const LOOK_EVERY_MS = 60 * 1000;

/** Does the jobs when they are due, one after the other, while the service runs and once it is ready. */
export function doJobs(app: FastifyInstance, jobs: readonly Job[]): void {
  let busy: Promise<void> | undefined;

  async function look(): Promise<void> {
    for (const job of jobs) {
      if (app.services.feed.stopping.aborted) return;
      try {
        await runJob(app.services.db, job);
      } catch (error) {
        const failure = JSON.stringify(databaseFailure(error) ?? { kind: 'other' });
        app.log.warn(`the job ${job.name} failed and will be tried again: ${failure}`);
      }
    }
  }

  const timer = setInterval(() => {
    busy ??= look().finally(() => {
      busy = undefined;
    });
  }, LOOK_EVERY_MS);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await busy;
  });
}
