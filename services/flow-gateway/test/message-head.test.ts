import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

t.test('what is remembered of a name keeps nothing alive that it was cut out of', async (t) => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const verdictOn = bySpelling((name) => ({ name }));
  const verdicts = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let number = 100; number < 300; number++) {
    const head = Buffer.from(`x-custom-header-${number}: ${'a'.repeat(256 * 1024)}`).toString('latin1');
    verdicts.push(verdictOn(head.slice(0, head.indexOf(':'))));
  }
  collect();
  t.equal(verdicts[7]?.name, 'x-custom-header-107');
  const keptMib = (process.memoryUsage().heapUsed - before) / 1024 ** 2;
  t.ok(keptMib < 10, `${keptMib} of 50 MiB`);
});
