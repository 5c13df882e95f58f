import t from 'tap';

import { bySpelling } from '../src/message-head.ts';

t.test('a verdict on a name is found once for each spelling, as long as they are few', async (t) => {
  const judged: string[] = [];
  const verdictOn = bySpelling((spelt) => {
    judged.push(spelt);
    if (spelt === 'none') throw new Error('no verdict');
    return spelt.length;
  });
  for (const name of ['Host', 'host', 'Host', 'X-Forwarded-For', 'X-Forwarded-For'])
    t.equal(verdictOn(name), name.length);
  t.same(judged, ['Host', 'host', 'X-Forwarded-For']);
  t.throws(() => verdictOn('none'));
  t.throws(() => verdictOn('none'), 'what was thrown is not remembered');
  for (let name = 0; name < 1_000; name++) verdictOn(`x-${name}`);
  judged.length = 0;
  verdictOn('Host');
  t.same(judged, ['Host'], 'remembering has begun anew');
});
