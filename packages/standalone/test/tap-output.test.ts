import t from 'tap';
import { createTapReader } from '../src/test-run/tap-output.ts';

function readAll(text: string) {
  const reader = createTapReader();
  const said = text.split('\n').flatMap((line) => [...reader.read(line)]);
  return { said, counts: reader.counts() };
}

t.test('a file that passes is one line, with the reasons of what it skips', async (t) => {
  const { said, counts } = readAll(`TAP version 14
# Subtest: test/a.test.ts
    # Subtest: one
        ok 1 - should be equal
        1..1
    ok 1 - one # time=25.1ms
    written by the test
    ok 2 - two # SKIP no docker
    1..2
ok 1 - test/a.test.ts # time=1242.2ms

# { total: 2, pass: 1, skip: 1 }
# time=1291.747ms`);
  t.same(said, ['ok    test/a.test.ts (1.2 s)', '        skipped: two (no docker)']);
  t.same(counts, { passed: 1, failed: 0, skipped: 1 });
});

t.test('of a file that fails, the failures and their diagnostics are shown, and what it wrote', async (t) => {
  const { said, counts } = readAll(`# Subtest: test/a.test.ts
    # Subtest: one
        ok 1 - fine
        not ok 2 - should be equivalent
          ---
          diff: |
            --- expected
            +++ actual
            ok 7 - no result of a test
          ...
        1..2
    not ok 1 - one # time=25.1ms
      ---
      at:
        lineNumber: 2
      ...
    written by the test
    1..1
not ok 1 - test/a.test.ts # time=42ms
  ---
  stdio: inherit
  exitCode: 1
  ...
# Subtest: test/b.test.ts
    ok 1 - fine
ok 2 - test/b.test.ts # time=1ms
# { total: 3, pass: 2, fail: 1 }`);
  t.same(said, [
    'FAIL  test/a.test.ts (0.0 s)',
    '        not ok 2 - should be equivalent',
    '          diff: |',
    '            --- expected',
    '            +++ actual',
    '            ok 7 - no result of a test',
    '          ...',
    '    not ok 1 - one # time=25.1ms',
    '      at:',
    '        lineNumber: 2',
    '      ...',
    '    written by the test',
    'ok    test/b.test.ts (0.0 s)',
  ]);
  t.same(counts, { passed: 2, failed: 1, skipped: 0 });
});

t.test('of a file that was killed, or that threw, its own diagnostics are shown', async (t) => {
  const { said } = readAll(`# Subtest: test/c.test.ts
    1..0 # no tests found
not ok 1 - test/c.test.ts # time=374.8ms
  ---
  signal: SIGKILL
  ...
# { total: 1, fail: 1 }`);
  t.same(said, ['FAIL  test/c.test.ts (0.4 s)', '  signal: SIGKILL', '  ...']);
});

t.test('a test that is to be done counts as skipped, not as failed', async (t) => {
  const { said, counts } = readAll(`# Subtest: test/d.test.ts
    not ok 1 - later # TODO not yet
ok 1 - test/d.test.ts # time=1ms
# { total: 1, todo: 1 }`);
  t.same(said, ['ok    test/d.test.ts (0.0 s)', '        skipped: later (not yet)']);
  t.same(counts, { passed: 0, failed: 0, skipped: 1 });
});

t.test('a thousand failures of one file are cut short', async (t) => {
  const many = Array.from({ length: 1000 }, (_, i) => `    not ok ${i + 1} - x`).join('\n');
  const { said } = readAll(`${many}\nnot ok 1 - test/e.test.ts # time=1ms`);
  t.equal(said.length, 502);
  t.match(said.at(-1), /500 lines more/);
});

t.test('a run that ends early has no counts', async (t) => {
  const { said, counts } = readAll('# Subtest: test/f.test.ts\n    ok 1 - fine\nBail out! no more');
  t.same(said, ['Bail out! no more']);
  t.equal(counts, undefined);
});
