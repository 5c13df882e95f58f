import t from 'tap';

import { earlyEnds, pauseAfter } from '../../src/workers/back-off.ts';

t.test('the pause doubles with each worker that ended early, up to ten seconds', async (t) => {
  t.same([0, 1, 2, 3, 4, 20].map(pauseAfter), [100, 100, 200, 400, 800, 10_000]);
});

t.test('a worker that lived long enough starts the count anew', async (t) => {
  t.equal(earlyEnds(3, 29_999), 4);
  t.equal(earlyEnds(3, 30_000), 0);
});
