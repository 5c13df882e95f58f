import fc from 'fast-check';
import t from 'tap';
import { type JsonParts, splitJson } from '../../src/imports/file/split-json.ts';
import { UnusableFile } from '../../src/imports/file/unusable-file.ts';

/** Splits a text that comes in chunks of these sizes and puts the parts together again. */
function assembled(text: Buffer, sizes: readonly number[]): unknown {
  let root: unknown[] | Record<string, unknown> = {};
  const lists = new Map<string, unknown[]>();
  const parts: JsonParts = {
    list(name) {
      const list: unknown[] = [];
      lists.set(name, list);
      if (name === '') root = list;
      else define(root, name, list);
    },
    element: (name, value) => void lists.get(name)?.push(value),
    member: (name, value) => define(root, name, value),
    streams: () => false,
    text: () => undefined,
  };
  const reader = splitJson(parts);
  let at = 0;
  for (let turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    reader.push(text.subarray(at, at + size));
    at += size;
  }
  reader.end();
  return root;
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

t.test('a document that is split in any way is the document that JSON.parse knows', (t) => {
  // A root list's name is the empty one, so that no member may have it here.
  const member = fc.string({ unit: 'binary' }).filter((name) => name !== '');
  const root = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(member, fc.jsonValue()));
  const property = fc.property(root, sizes, fc.constantFrom(undefined, 2, '\t'), (value, chunks, indent) => {
    const text = JSON.stringify(value, null, indent);
    const result = assembled(Buffer.from(text), chunks);
    if (JSON.stringify(result) !== JSON.stringify(JSON.parse(text))) throw new Error(text);
  });
  fc.assert(property, { numRuns: 500, interruptAfterTimeLimit: 10_000 });
  t.pass('held');
  t.end();
});

t.test('a text that JSON.parse refuses is refused, and the other way round', (t) => {
  const alphabet = fc.constantFrom(...Array.from('[]{},:"\\ 0-1e.tnua/'));
  const text = fc.array(alphabet, { maxLength: 14 }).map((characters) => characters.join(''));
  const property = fc.property(text, sizes, (json, chunks) => {
    let expected: unknown;
    try {
      expected = JSON.parse(json);
    } catch {
      expected = undefined;
    }
    const isRoot = typeof expected === 'object' && expected !== null;
    const hasEmptyName = isRoot && Object.hasOwn(Object(expected), '');
    let result: unknown;
    try {
      result = assembled(Buffer.from(json), chunks);
    } catch {
      result = undefined;
    }
    if (!hasEmptyName && JSON.stringify(result) !== (isRoot ? JSON.stringify(expected) : undefined))
      throw new Error(json);
  });
  fc.assert(property, { numRuns: 3000, interruptAfterTimeLimit: 10_000 });
  t.pass('held');
  t.end();
});

t.test('what broke off, goes on behind its end, or is no UTF-8, is refused', (t) => {
  for (const text of [
    '',
    ' ',
    '[',
    '[1',
    '[1,',
    '[1,]',
    '[,]',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,}',
    '[]]',
    '[] x',
    '{}{}',
  ]) {
    t.throws(() => assembled(Buffer.from(text), [3]), UnusableFile, text);
  }
  t.throws(() => assembled(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]), [1]), UnusableFile);
  t.throws(() => assembled(Buffer.from(`["${'x'.repeat(300_000)}"]`), [65_536]), { message: /longer than 256 KiB/ });
  t.same(assembled(Buffer.from('\uFEFF[1]'), [9]), [1], 'a byte order mark is not');
  t.end();
});
