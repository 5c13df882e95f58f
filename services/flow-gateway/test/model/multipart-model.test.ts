import fc from 'fast-check';
import t from 'tap';

import { boundaryOf, createMultipartModelScan } from '../../src/model/multipart-model.ts';
import { thrownBy } from '../fixtures/thrown-by.ts';

const BOUNDARY = '----form-0123456789';

function scan(body: Buffer | string, length = body.length) {
  const bytes = Buffer.from(body);
  const model = createMultipartModelScan(BOUNDARY);
  for (let at = 0; at < bytes.length; at += length) model.feed(bytes.subarray(at, at + length));
  return model;
}

const part = (disposition: string, content: string, more = '') =>
  `--${BOUNDARY}\r\nContent-Disposition: ${disposition}\r\n${more}\r\n${content}\r\n`;
const field = (name: string, content: string) => part(`form-data; name="${name}"`, content);
const file = (content: string) =>
  part('form-data; name="file"; filename="a.mp3"', content, 'Content-Type: audio/mpeg\r\n');
const END = `--${BOUNDARY}--\r\n`;

t.test('a part of that name is found wherever it stands and wherever the pieces end', async (t) => {
  const content = fc.string({ unit: 'binary', maxLength: 300 }).filter((text) => !text.includes(BOUNDARY));
  const property = fc.property(content, content, fc.integer({ min: 1, max: 80 }), (before, after, length) => {
    const body = Buffer.from(file(before) + field('model', 'whisper-1') + file(after) + END);
    const model = scan(body, length);
    const { found } = model;
    if (found?.name !== 'whisper-1') return false;
    const [head, rest] = [body.subarray(0, found.start), body.subarray(found.end)];
    const rewritten = Buffer.concat([head, Buffer.from(model.spell('other')), rest]).toString();
    return rewritten === file(before) + field('model', 'other') + file(after) + END;
  });
  t.doesNotThrow(() => fc.assert(property, { numRuns: 300 }));
});

t.test('forms as clients write them', async (t) => {
  for (const body of [
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="model"\r\n\r\nm\r\n--${BOUNDARY}--`,
    part('form-data; name="model"', 'm', 'Content-Type: text/plain; charset=utf-8\r\nContent-Length: 1\r\n') + END,
    part('form-data; name=model', 'm', 'Content-Transfer-Encoding: 8bit\r\n') + END,
    part('form-data; name="file"; filename="ü %22.mp3"; filename*=UTF-8\'\'%C3%BC.mp3', '') + field('model', 'm') + END,
  ]) {
    for (const length of [1, 5, 1000]) t.equal(scan(body, length).found?.name, 'm', body);
  }
});

t.test('what is refused', async (t) => {
  const bodies: Record<string, string> = {
    twice: field('model', 'a') + field('model', 'b') + END,
    'twice, once as a list': field('model', 'a') + field('model[]', 'b') + END,
    'twice, once in another case': field('model', 'a') + field('MODEL', 'b') + END,
    'once, as an object': field('model[name]', 'a') + END,
    'a file of that name': part('form-data; name="model"; filename="x"', 'a') + END,
    'two names': part('form-data; name="x"; name="model"', 'a') + END,
    'two dispositions': part('form-data; name="x"', 'a', 'Content-Disposition: form-data; name="model"\r\n') + END,
    'a quote in a file name': part(String.raw`form-data; name="x"; filename="\"; name=\"model"`, 'a') + END,
    'an extended name': part("form-data; name*=UTF-8''model", 'a') + END,
    'a folded header': part('form-data;\r\n name="model"', 'a') + END,
    'a bare line feed in the headers': `--${BOUNDARY}\nContent-Disposition: form-data; name="model"\n\na\n${END}`,
    'a boundary without a line end': `${file('x').slice(0, -2)}${field('model', 'a')}${END}`,
    'a boundary behind a bare line feed': `${file('x').slice(0, -2)}\n${field('model', 'a')}${END}`,
    'a boundary that goes on': `--${BOUNDARY}x\r\n\r\n${END}`,
    'text before it': `x\r\n${field('model', 'a')}${END}`,
    'a form behind it': field('model', 'a') + END + field('model', 'b') + END,
    'another encoding': part('form-data; name="model"', 'YQ==', 'Content-Transfer-Encoding: base64\r\n') + END,
    'another character set': field('_charset_', 'utf-16') + field('model', 'a') + END,
    'an unknown header': part('form-data; name="x"', 'a', 'X-Other: 1\r\n') + END,
    'headers without an end': `--${BOUNDARY}\r\nContent-Disposition: ${'x'.repeat(5000)}`,
    'an empty model': field('model', '') + END,
    'a model of two lines': field('model', 'a\r\nb') + END,
    'a long model': field('model', 'x'.repeat(2000)) + END,
  };
  for (const [name, body] of Object.entries(bodies)) {
    for (const length of [1, 9, 10_000])
      t.match(
        thrownBy(() => scan(body, length)),
        { problem: { status: 400 } },
        name,
      );
  }
});

t.test('boundaries', async (t) => {
  t.equal(boundaryOf('multipart/form-data; boundary=abc'), 'abc');
  t.equal(boundaryOf('Multipart/Form-Data;boundary="a b"'), undefined);
  t.equal(boundaryOf('multipart/form-data; boundary="a:b"; charset=utf-8'), 'a:b');
  for (const type of [
    'multipart/form-data',
    'multipart/mixed; boundary=abc',
    'multipart/form-data; boundary=abc; boundary=def',
    'multipart/form-data; boundary*=abc',
    `multipart/form-data; boundary=${'x'.repeat(71)}`,
    'multipart/form-data; boundary=abc; charset=utf-16',
    'multipart/form-data; x="; boundary=abc',
  ]) {
    t.equal(boundaryOf(type), undefined, type);
  }
});
