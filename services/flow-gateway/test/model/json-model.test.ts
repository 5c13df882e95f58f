import fc from 'fast-check';
import t from 'tap';

import { JsonModelScan } from '../../src/model/json-model.ts';
import { thrownBy } from '../fixtures/thrown-by.ts';

/** Feeds a body in pieces of the given lengths, the last of which repeats. */
function scan(body: Buffer, lengths: readonly number[] = [body.length]) {
  const model = new JsonModelScan();
  for (let at = 0, index = 0; at < body.length; index++) {
    const length = Math.max(1, lengths[index] ?? lengths.at(-1) ?? body.length);
    model.feed(body.subarray(at, at + length));
    at += length;
  }
  return model;
}

const names = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom('gpt-4o', 'a/b:c'),
);
const members = fc.dictionary(
  fc.string({ unit: 'grapheme' }).filter((key) => key.split('\0')[0]?.toLowerCase() !== 'model'),
  fc.jsonValue({ maxDepth: 4 }),
);

t.test('whatever stands around it and wherever the pieces end, the model is what a parser finds', async (t) => {
  const property = fc.property(
    members,
    members,
    names,
    names,
    fc.boolean(),
    fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 20 }),
    (before, after, name, other, spaced, lengths) => {
      const whole = Object.fromEntries([...Object.entries(before), ['model', name], ...Object.entries(after)]);
      const body = Buffer.from(JSON.stringify(whole, null, spaced ? 2 : 0));
      const model = scan(body, lengths);
      const { found } = model;
      if (found?.name !== name) return false;
      const rewritten = [body.subarray(0, found.start), Buffer.from(model.spell(other)), body.subarray(found.end)];
      const read: unknown = JSON.parse(Buffer.concat(rewritten).toString());
      return JSON.stringify(read) === JSON.stringify({ ...whole, model: other });
    },
  );
  t.doesNotThrow(() => fc.assert(property, { numRuns: 400 }));
});

t.test('strings with many escapes, whatever the pieces', async (t) => {
  const text = String.raw`\"model\":\"x\",\\`.repeat(40);
  const body = Buffer.from(`{"a":"${text}","long":"${'x'.repeat(300)}\\\\","model":"m","b":["}",{"model":"n"}]}`);
  JSON.parse(body.toString());
  for (let length = 1; length < 200; length++) t.equal(scan(body, [length]).found?.name, 'm');
});

t.test('escapes in the name of the member and in the value are read', async (t) => {
  t.match(scan(Buffer.from(String.raw`{"mod\u0065l":"g\u0070t"}`)).found, { name: 'gpt', start: 14, end: 24 });
  t.equal(scan(Buffer.from('{"model":"größe"}')).found?.name, 'größe');
});

t.test('nested members, and what only looks like the member, are none', async (t) => {
  for (const body of ['{"a":{"model":"x"}}', `${'[{"model":"x"}]'.replace('[', '{"a":[')}}`, '{"models":"x"}', '{}']) {
    t.equal(scan(Buffer.from(body)).found, undefined, body);
  }
});

t.test('what is refused', async (t) => {
  const bodies: Record<string, string | Buffer> = {
    twice: '{"model":"a","model":"b"}',
    'twice, once in escapes': String.raw`{"model":"a","\u006dodel":"b"}`,
    'in another case': '{"model":"a","Model":"b"}',
    'in another case alone': '{"MODEL":"a"}',
    'with a NUL behind it': String.raw`{"model":"a","model\u0000x":"b"}`,
    'a number': '{"model":1}',
    'a list': '{"model":["a"]}',
    null: '{"model":null}',
    empty: '{"model":""}',
    'too long': `{"model":"${'x'.repeat(1025)}"}`,
    'a list around it': '[{"model":"a"}]',
    'a string': '"model"',
    'no JSON': 'model=a',
    'a byte order mark': '\uFEFF{"model":"a"}',
    'UTF-16': Buffer.from('{"model":"a"}', 'utf16le'),
    'UTF-16 with its mark': Buffer.from('\uFEFF{"model":"a"}', 'utf16le'),
    'a comment': '{/*"*/"model":"a"/*"*/}',
    'a comment deep inside': '{"x":[1/*"*/],"model":"a","y":"/*"}',
    'single quotes': "{'model':'a'}",
    'no quotes': '{model:"a"}',
    'no colon': '{"model" "a"}',
    'no value': '{"model":,"a":1}',
    'two values': '{"a":1 "model","model":"a"}',
    'a value behind a list': '{"a":[] "model":"b"}',
    'a trailing comma': '{"model":"a",}',
    'another object behind it': '{"model":"a"}{"model":"b"}',
    'text behind it': '{"model":"a"} x',
    'a broken escape': String.raw`{"mod\xel":"a","model":"a"}`,
    'closed too often': '{"a":[]]},"model":"a"}',
    'too deep': `{"a":${'['.repeat(300)}${']'.repeat(300)},"model":"a"}`,
  };
  for (const [name, body] of Object.entries(bodies)) {
    for (const length of [1, 7, 1000]) {
      const error = thrownBy(() => scan(Buffer.from(body), [length]));
      t.match(error, { problem: { status: 400 } }, name);
    }
  }
});

t.test('a piece with many long strings is looked through once', async (t) => {
  const strings = Array.from({ length: 20_000 }, () => 'x'.repeat(100));
  const body = Buffer.from(JSON.stringify({ strings, model: 'm' }));
  const start = performance.now();
  t.equal(scan(body).found?.name, 'm');
  // Two megabytes: about 5 ms. Searching the rest of the piece anew for each string takes more than a minute.
  t.ok(performance.now() - start < 2_000);
});

t.test('the bound of the tokens is read along, wherever the pieces end', async (t) => {
  const read = (body: string, lengths?: number[]) => scan(Buffer.from(body), lengths).maxTokens;
  for (const lengths of [[1000], [1], [7]]) {
    t.equal(read('{"model":"m","max_tokens":256}', lengths), 256);
    t.equal(read('{"max_completion_tokens" : 17 ,"model":"m"}', lengths), 17);
    t.equal(read('{"model":"m","max_output_tokens":\n5\n}', lengths), 5);
    t.equal(read('{"max_tokens":5,"max_completion_tokens":9,"max_tokens":7,"model":"m"}', lengths), 9, 'the largest');
    t.equal(read('{"\\u006dax_tokens":5,"model":"m"}', lengths), 5);
    t.equal(read('{"model":"m","metadata":{"max_tokens":5}}', lengths), undefined);
  }
  for (const value of ['null', '-5', '1.5', '"5"', '[5]', '{"a":5}', '1e999', '99999999999999999999', 'true']) {
    t.equal(read(`{"max_tokens":${value},"x":3,"model":"m"}`), undefined, value);
  }
});
