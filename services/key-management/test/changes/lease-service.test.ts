import { systemClock } from '@keyward/auth';
import t from 'tap';
import { createChangeReader } from '../../src/changes/change-reader.ts';
import { createLeaseService } from '../../src/changes/lease-service.ts';
import { openFeedDatabase } from '../fixtures/feed-database.ts';

const feed = await openFeedDatabase(t);

t.test('a replica that has just started tells of what has changed since its first grant', async (t) => {
  const reader = createChangeReader(feed.store, systemClock);
  const leases = createLeaseService({
    store: feed.store,
    reader,
    clock: systemClock,
    ttlMs: 3_000,
    onAcknowledged: () => undefined,
  });
  const granted = await leases.grant(0);
  const revision = await feed.write('a-key');
  t.equal(revision, granted.revision + 1);
  t.match(await leases.poll(granted.leaseId, granted.revision), {
    revision,
    changes: [{ revision, entityId: 'a-key' }],
  });
});
