import t from 'tap';
import { etagOf, requireMatch } from '../../src/http/etag.ts';

t.test('If-Match holds for the version, for any, and when it is left out', (t) => {
  t.equal(etagOf({ version: 3 }), '"3"');
  for (const header of [undefined, '"3"', '*', '"1", "3"', ' "3" ']) {
    t.doesNotThrow(() => requireMatch(header, { version: 3 }), String(header));
  }
  // A weak tag never matches here: RFC 9110 §13.1.1 asks for the strong comparison.
  for (const header of ['', '"2"', '3', 'W/"3"', '"33"', '"1", "2"', '"3', '""']) {
    t.throws(
      () => requireMatch(header, { version: 3 }),
      { name: 'ProblemError', message: /at version "3" now/ },
      header,
    );
  }
  t.end();
});
