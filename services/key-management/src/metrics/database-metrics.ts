import { Gauge, type Registry } from 'prom-client';
import type { OpenDatabase } from '../database/connect.ts';
import { inTime } from './in-time.ts';

/**
 * Tells of the database and of the connections to it. `ask` rejects where it does not answer. To be called before
 * whatever else asks the database at a scrape, whose questions would count as busy connections.
 */
export function createDatabaseMetrics(
  registry: Registry,
  connections: OpenDatabase['connections'],
  ask: () => Promise<unknown>,
): void {
  const registers = [registry];
  new Gauge({
    name: 'keyward_database_connections',
    help: 'Connections of this replica to the database: busy or idle.',
    labelNames: ['state'],
    registers,
    collect() {
      const { busy, idle } = connections();
      this.set({ state: 'busy' }, busy);
      this.set({ state: 'idle' }, idle);
    },
  });
  new Gauge({
    name: 'keyward_database_waiting',
    help: 'What waits for a connection to the database, because all are busy.',
    registers,
    collect() {
      this.set(connections().waiting);
    },
  });
  new Gauge({
    name: 'keyward_database_up',
    help: '1 where the database answers within two seconds, else 0.',
    registers,
    async collect() {
      this.set(
        await inTime(ask()).then(
          () => 1,
          () => 0,
        ),
      );
    },
  });
}
