import fc from 'fast-check';
import t from 'tap';

import { pathProblem } from '../../src/edge/path-rules.ts';

t.test('paths that can be read in one way only', async (t) => {
  for (const path of [
    '/',
    '/a',
    '/a/',
    '/a.b/c..d/.e/f.',
    '/a%20b',
    '/%C3%BC',
    "/~!$&'()*+,=:@-_",
    '/a%7e',
    '/%E2%82%AC',
  ]) {
    t.equal(pathProblem(path), undefined, path);
  }
});

t.test('what is wrong is told in words', async (t) => {
  const problems: Record<string, string> = {
    '': 'does not begin with a slash',
    a: 'does not begin with a slash',
    '//': 'has an empty segment',
    '/a//b': 'has an empty segment',
    '/.': 'has a dot segment',
    '/a/..': 'has a dot segment',
    '/a/.../b': 'has a dot segment',
    '/a/%2e': 'holds an encoded dot',
    '/a%2Fb': 'holds an encoded slash',
    '/a\\b': 'holds a backslash',
    '/a%5Cb': 'holds an encoded backslash',
    '/a;b': 'holds a semicolon',
    '/a%3Bb': 'holds an encoded semicolon',
    '/a#b': 'holds a fragment',
    '/a%00': 'holds an encoded control character',
    '/a%1F': 'holds an encoded control character',
    '/a%7F': 'holds an encoded control character',
    '/a%252e': 'holds a doubly encoded character',
    '/a%': 'has a broken escape',
    '/a%4': 'has a broken escape',
    '/a%4g': 'has a broken escape',
    '/a%c0%ae': 'has escapes that are not UTF-8',
    '/a b': 'holds a character that is not visible ASCII',
    '/\u00fc': 'holds a character that is not visible ASCII',
    '/a\0': 'holds a character that is not visible ASCII',
  };
  for (const [path, problem] of Object.entries(problems)) t.equal(pathProblem(path), problem, JSON.stringify(path));
});

t.test('a path that passes means the same however often and by whom it is decoded and resolved', async (t) => {
  const piece = fc.oneof(
    fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '\\',
      ';',
      '%25',
      '%00',
      '#',
      '?',
      'a',
      '%61',
      '%c0%af',
      '%',
      '%c3%bc',
    ),
    fc.string({ maxLength: 3 }),
  );
  const paths = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`);
  let passed = 0;
  const property = fc.property(paths, (path) => {
    if (path.includes('?') || pathProblem(path) !== undefined) return true;
    passed++;
    const once = decodeURIComponent(path);
    const resolved = decodeURIComponent(new URL(path, 'http://upstream').pathname);
    return (
      resolved === once &&
      decodeURIComponent(once) === once &&
      once.split('/').length === path.split('/').length &&
      !/[\\;?#\0]|\/\.{1,2}(\/|$)|\/\//.test(once)
    );
  });
  t.doesNotThrow(() => fc.assert(property, { numRuns: 3000 }));
  t.ok(passed > 100, `${passed} of them passed`);
});
