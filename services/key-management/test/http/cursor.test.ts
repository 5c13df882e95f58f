import fc from 'fast-check';
import t from 'tap';
import { createCursors, listIdentity } from '../../src/http/cursor.ts';
import { parseMasterKeys } from '../../src/master-keys/ring.ts';

const key = (kid: string, byte: number) => `${kid}:${Buffer.alloc(32, byte).toString('base64')}`;
const cursors = createCursors(parseMasterKeys(key('a', 1)));
const refused = { name: 'ProblemError', message: /^The cursor does not belong to this list/ };
const position = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 4 });

t.test('a cursor opens to what was sealed, for its own list only', (t) => {
  fc.assert(
    fc.property(fc.string(), fc.string(), position, (list, other, sealed) => {
      const cursor = cursors.seal(list, sealed);
      t.same(cursors.open(list, cursor), sealed);
      if (other !== list) t.throws(() => cursors.open(other, cursor), refused);
    }),
    { numRuns: 100 },
  );
  t.equal(cursors.open('list', undefined), undefined);
  t.end();
});

t.test('a cursor that was changed anywhere is refused', (t) => {
  const cursor = cursors.seal('list', ['2026-01-01T00:00:00.000Z', 'AAAAAAAAAAAAAAAA']);
  for (let at = 0; at < cursor.length; at++) {
    const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
    t.throws(() => cursors.open('list', changed), refused);
  }
  for (const garbage of [
    '',
    'A',
    cursor.slice(0, -1),
    `${cursor}A`,
    `${cursor}=`,
    ` ${cursor}`,
    '!!!',
    'x'.repeat(2000),
  ]) {
    t.throws(() => cursors.open('list', garbage), refused, garbage);
  }
  t.end();
});

t.test('cursors outlive a new master key, and not a lost one', (t) => {
  const cursor = cursors.seal('list', [1]);
  t.same(createCursors(parseMasterKeys(`${key('b', 2)},${key('a', 1)}`)).open('list', cursor), [1]);
  t.throws(() => createCursors(parseMasterKeys(key('b', 2))).open('list', cursor), refused);
  t.end();
});

t.test('a list is told by its name, its tenant and its filters, not by the page', (t) => {
  const identity = listIdentity('keys', 'w1', { limit: 5, cursor: 'x', name: 'a', sort: 'name' });
  t.equal(listIdentity('keys', 'w1', { sort: 'name', name: 'a', limit: 50 }), identity);
  const others = [
    listIdentity('flows', 'w1', { name: 'a', sort: 'name' }),
    listIdentity('keys', 'w2', { name: 'a', sort: 'name' }),
    listIdentity('keys', 'w1', { name: 'b', sort: 'name' }),
    listIdentity('keys', 'w1', { name: 'a' }),
  ];
  for (const other of others) t.not(other, identity);
  t.end();
});
