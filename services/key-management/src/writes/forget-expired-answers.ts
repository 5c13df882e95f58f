import type { FastifyInstance } from 'fastify';
import { deleteExpiredAnswers } from './idempotency.ts';

const EVERY_MS = 60 * 60 * 1000;

/** Deletes the kept answers whose time has passed, every hour while the service runs. */
export function forgetExpiredAnswers(app: FastifyInstance): void {
  const timer = setInterval(() => {
    deleteExpiredAnswers(app.services.db).catch(() => app.log.warn('expired answers could not be deleted'));
  }, EVERY_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
}
