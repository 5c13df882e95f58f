import { Gauge, type Registry } from 'prom-client';
import { FINDING_TYPES } from '../findings/findings-table.ts';
import { inTime } from './in-time.ts';

/** Tells how many findings are open. `openByType` is asked when the metrics are scraped. */
export function createFindingsMetrics(
  registry: Registry,
  openByType: () => Promise<ReadonlyMap<string, number>>,
): void {
  new Gauge({
    name: 'keyward_findings',
    help: 'Open findings in the whole installation; every replica tells the same. Missing while the database is away.',
    labelNames: ['type'],
    registers: [registry],
    async collect() {
      this.reset();
      try {
        const open = await inTime(openByType());
        for (const type of FINDING_TYPES) this.set({ type }, open.get(type) ?? 0);
      } catch {
        // The other metrics are wanted most when the database is away.
      }
    },
  });
}
