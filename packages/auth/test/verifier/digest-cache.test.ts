import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';

import { createDigestCache } from '../../src/verifier/digest-cache.ts';

const digestOf = (name: string | number) => createHash('sha256').update(`${name}`).digest('binary');
const entryOf = (name: string | number) => ({ name });

t.test('is a map, as long as there is room', async (t) => {
  const name = fc.integer({ min: 0, max: 40 });
  const step = fc.record({ does: fc.constantFrom('set', 'set', 'delete', 'get', 'peek'), name });
  const run = fc.check(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const cache = createDigestCache<object>(41);
      const map = new Map<string, object>();
      for (const [at, { does, name }] of steps.entries()) {
        const digest = digestOf(name);
        const entry = entryOf(at);
        if (does === 'set') {
          cache.set(digest, entry);
          map.set(digest, entry);
        } else if (does === 'delete') {
          cache.delete(digest);
          map.delete(digest);
        } else if (cache[does === 'get' ? 'get' : 'peek'](digest) !== map.get(digest)) return false;
      }
      const same = [...map].every(([digest, entry]) => cache.peek(digest) === entry);
      return same && cache.size === map.size;
    }),
    { numRuns: 300 },
  );
  t.notOk(run.failed, fc.defaultReportMessage(run) ?? 'it is');
});

t.test('holds no more than so many, and never gives what belongs to another digest', async (t) => {
  const max = 50;
  const cache = createDigestCache<{ name: string | number }>(max);
  for (let name = 0; name < 1_500; name++) {
    cache.set(digestOf(name), entryOf(name));
    if (name % 7 === 0) cache.delete(digestOf(name - 3));
    const kept = Array.from({ length: name + 1 }, (_, other) => other).slice(-200);
    const found = kept.filter((other) => {
      const entry = cache.peek(digestOf(other));
      if (entry !== undefined && entry.name !== other) t.fail(`${entry.name} in place of ${other}`);
      return entry !== undefined;
    });
    if (found.length > max || cache.size > max || found.at(-1) !== name) t.fail(`${found.length} at ${name}`);
  }
  t.equal(cache.size <= max, true);
});

t.test('what is used stays', async (t) => {
  const cache = createDigestCache<object>(100);
  for (let name = 0; name < 100; name++) cache.set(digestOf(name), entryOf(name));
  for (let name = 100; name < 1_000; name++) {
    for (let used = 0; used < 50; used++) cache.get(digestOf(used));
    cache.set(digestOf(name), entryOf(name));
  }
  const left = Array.from({ length: 100 }, (_, name) => cache.peek(digestOf(name)) !== undefined);
  t.ok(left.slice(0, 50).every(Boolean));
  t.notOk(left.slice(50).some(Boolean));
  t.equal(cache.size, 100);
});

t.test('one entry is room enough', async (t) => {
  const cache = createDigestCache<object>(1);
  const entry = entryOf('b');
  cache.set(digestOf('a'), entryOf('a'));
  cache.get(digestOf('a'));
  cache.set(digestOf('b'), entry);
  t.equal(cache.peek(digestOf('a')), undefined);
  t.equal(cache.get(digestOf('b')), entry);
  cache.delete(digestOf('b'));
  cache.delete(digestOf('b'));
  t.equal(cache.size, 0);
});
