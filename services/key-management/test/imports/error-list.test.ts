import t from 'tap';
import { listErrors } from '../../src/imports/file/error-list.ts';

t.test('errors come in the order of the file, whenever they were found', (t) => {
  const faults = {
    rowsAt: '/keys',
    fileErrors: [{ pointer: '/version', detail: 'must be 1' }],
    rowErrors: [
      { row: 1, pointer: '/name', detail: 'is missing' },
      { row: 7, pointer: '/name', detail: 'is missing' },
      { row: 1, pointer: '/lookup/kid', detail: 'names another key' },
    ],
  };
  const { badRows, badFile, pieces } = listErrors(faults, [{ row: 4, pointer: '/token', detail: 'is in use' }]);
  t.equal(badRows, 3);
  t.equal(badFile, true);
  t.strictSame(JSON.parse(pieces.join('')), [
    { pointer: '/version', detail: 'must be 1' },
    { pointer: '/keys/1/name', detail: 'is missing' },
    { pointer: '/keys/1/lookup/kid', detail: 'names another key' },
    { pointer: '/keys/4/token', detail: 'is in use' },
    { pointer: '/keys/7/name', detail: 'is missing' },
  ]);
  t.end();
});

t.test('a long list is whole, and in small pieces', (t) => {
  for (const count of [0, 1, 500, 501, 100_000]) {
    const rowErrors = Array.from({ length: count }, (_, row) => ({ row, pointer: '/name', detail: 'is missing' }));
    const { badRows, badFile, pieces } = listErrors({ rowsAt: '', fileErrors: [], rowErrors }, []);
    t.equal(badRows, count);
    t.equal(badFile, false);
    const errors: { pointer: string }[] = JSON.parse(pieces.join(''));
    t.strictSame([errors.length, errors.at(-1)?.pointer], [count, count === 0 ? undefined : `/${count - 1}/name`]);
    t.ok(Math.max(...pieces.map(({ length }) => length)) < 64 * 1024);
  }
  t.end();
});
