import type { Job } from '../jobs/run-job.ts';
import { sessionsRepository } from './sessions-repository.ts';

/** Forgets sessions once they have ended. */
export const forgetEndedSessions: Job = {
  name: 'forget-ended-sessions',
  everyMs: 60 * 60 * 1000,
  run: (tx) => sessionsRepository(tx).deleteEnded(),
};
