import type { Job } from '../jobs/run-job.ts';
import { updateFindings } from './update-findings.ts';

/** Looks for what somebody should look at, every minute. */
export const find: Job = {
  name: 'find',
  everyMs: 60 * 1000,
  run: async (tx) => {
    await updateFindings(tx);
  },
};
