import type { Job } from '../jobs/run-job.ts';
import { enqueueEvent } from '../webhooks/enqueue-event.ts';
import { updateFindings } from './update-findings.ts';

/** Looks for what somebody should look at, every minute, and tells the webhooks what is new. */
export const find: Job = {
  name: 'find',
  everyMs: 60 * 1000,
  run: async (tx) => {
    for (const { id, organizationId, workspaceId, keyId, type, detail } of await updateFindings(tx)) {
      const data = { finding: { id, type, keyId, detail } };
      await enqueueEvent(tx, { type: 'finding.opened', organizationId, workspaceId, data });
    }
  },
};
