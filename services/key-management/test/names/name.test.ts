import { Ajv } from 'ajv';
import t from 'tap';
import { Name, nameKey } from '../../src/names/name.ts';

const accepts = new Ajv({ keywords: ['x-rule'] }).compile(Name);

t.test('what a name may be', (t) => {
  for (const name of [
    'a',
    'Production web app',
    '日本語',
    'Ärzte & Söhne',
    '👩‍🚀',
    'x'.repeat(100),
    '🚀'.repeat(100),
    '-',
    '№ 5',
  ]) {
    t.ok(accepts(name), name);
  }
  const refused = {
    empty: '',
    blank: ' ',
    'a space in front': ' a',
    'a space at the end': 'a ',
    'a no-break space at the end': 'a\u00a0',
    'a line break': 'a\nb',
    'a line separator': 'a\u2028b',
    'a tab': 'a\tb',
    'an escape': 'a\u001bb',
    NUL: 'a\0b',
    'text reversed': 'a\u202egpj.exe',
    'an isolate': 'a\u2066b',
    'nothing visible': '\u200b\u200d',
    'combining marks alone': '\u0301',
    'too long': 'x'.repeat(101),
  };
  for (const [what, name] of Object.entries(refused)) t.notOk(accepts(name), what);
  t.end();
});

t.test('names that read the same are one', (t) => {
  t.equal(nameKey('Caf\u00e9'), nameKey('CAFE\u0301'));
  t.equal(nameKey('STRASSE'), nameKey('Strasse'));
  t.not(nameKey('a'), nameKey('b'));
  t.end();
});
