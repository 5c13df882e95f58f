import { crc32 } from 'node:zlib';
import { displayToken, mintToken, newId, parseToken, parseTokenPrefixes, TOKEN_KINDS } from '@keyward/auth';
import fc from 'fast-check';
import t from 'tap';
import { encodeUint32, isBase62, randomBase62 } from '../../src/token/base62.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const kinds = fc.constantFrom(...TOKEN_KINDS);
const prefixes = fc.stringMatching(/^[a-z][a-z0-9]{0,15}$/);

t.test('random base62 text', async (t) => {
  t.test('has the length asked for and no other characters', async (t) => {
    for (const length of [0, 1, 16, 43, 500]) {
      const text = randomBase62(length);
      t.equal(text.length, length);
      t.ok(isBase62(text));
    }
  });

  t.test('has no modulo bias', async (t) => {
    // byte % 62 without rejection would give the first eight characters a quarter more than the others.
    const counts = new Map<string, number>();
    const total = 62 * 4000;
    for (const character of randomBase62(total)) counts.set(character, (counts.get(character) ?? 0) + 1);
    t.equal(counts.size, 62);
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 4000) ** 2 / 4000, 0);
    t.ok(chiSquared < 150, `61 degrees of freedom, got ${chiSquared}`);
  });
});

t.test('six base62 characters hold every unsigned 32-bit number, and only once', async (t) => {
  t.equal(encodeUint32(0), '000000');
  t.equal(encodeUint32(61), '00000z');
  t.equal(encodeUint32(62), '000010');
  t.equal(encodeUint32(0xffffffff), '4gfFC3');
  fc.assert(
    fc.property(fc.nat({ max: 0xffffffff }), (value) => {
      const text = encodeUint32(value);
      const back = text.split('').reduce((sum, character) => sum * 62 + BASE62.indexOf(character), 0);
      return text.length === 6 && back === value;
    }),
  );
});

t.test('isBase62 knows the neighbours of its ranges', async (t) => {
  for (const character of '/:@[`{_-é') t.notOk(isBase62(character), character);
  for (const character of '09AZaz') t.ok(isBase62(character), character);
  t.ok(isBase62('-ab-', 1, 3));
});

t.test('a minted token', async (t) => {
  t.test('has the form <prefix>_<kind>_<id><secret><checksum>', async (t) => {
    const { token, kind, id, display } = mintToken('api');
    t.match(token, /^kw_api_[0-9A-Za-z]{65}$/);
    t.equal(kind, 'api');
    t.equal(token.slice(7, 23), id);
    t.equal(token.slice(-6), encodeUint32(crc32(token.slice(0, -6))));
    t.equal(display, `kw_api_${id}…`);
    t.equal(displayToken('gw', id, 'acme'), `acme_gw_${id}…`);
  });

  t.test('is never the same twice, nor is an id', async (t) => {
    t.equal(new Set(Array.from({ length: 1000 }, () => mintToken('svc').token)).size, 1000);
    const ids = Array.from({ length: 1000 }, newId);
    t.equal(new Set(ids).size, 1000);
    t.ok(ids.every((id) => id.length === 16 && isBase62(id)));
  });

  t.test('is read back', async (t) => {
    fc.assert(
      fc.property(kinds, prefixes, (kind, prefix) => {
        const { token, id } = mintToken(kind, prefix);
        t.strictSame(parseToken(token, [prefix]), { form: 'minted', kind, id, prefix });
      }),
    );
  });

  t.test('of each recognised prefix is read, whichever one mints', async (t) => {
    const recognised = parseTokenPrefixes('acme,kw');
    for (const prefix of recognised) t.match(parseToken(mintToken('gw', prefix).token, recognised), { prefix });
  });

  t.test('of a prefix that is not recognised is a foreign token', async (t) => {
    t.strictSame(parseToken(mintToken('api', 'other').token), { form: 'foreign' });
  });

  t.test('reads the same when one prefix begins with another', async (t) => {
    const recognised = ['k', 'kw', 'kwx'];
    for (const prefix of recognised) t.match(parseToken(mintToken('api', prefix).token, recognised), { prefix });
  });
});

t.test('a slip in a token is seen from its text alone', async (t) => {
  const recognised = ['acme', 'kw'];
  const tokens = fc.tuple(kinds, fc.constantFrom(...recognised)).map(([kind, prefix]) => mintToken(kind, prefix).token);
  const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

  t.test('every one-character change', async (t) => {
    fc.assert(
      fc.property(tokens, fc.nat(), visible, (token, place, character) => {
        const at = place % token.length;
        fc.pre(token[at] !== character);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        return parseToken(changed, recognised).form === 'malformed';
      }),
      { numRuns: 3000 },
    );
    const { token } = mintToken('api');
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A';
      t.equal(parseToken(token.slice(0, at) + other + token.slice(at + 1)).form, 'malformed', `at ${at}`);
    }
  });

  t.test('every transposition of neighbours', async () => {
    fc.assert(
      fc.property(tokens, (token) => {
        for (let at = 0; at + 1 < token.length; at++) {
          const [left = '', right = ''] = token.slice(at, at + 2);
          if (left === right) continue;
          const swapped = token.slice(0, at) + right + left + token.slice(at + 2);
          if (parseToken(swapped, recognised).form !== 'malformed') return false;
        }
        return true;
      }),
      { numRuns: 50 },
    );
  });

  t.test('a missing, doubled or added character', async (t) => {
    const { token } = mintToken('mgmt');
    for (let at = 0; at < token.length; at++) {
      t.equal(parseToken(token.slice(0, at) + token.slice(at + 1)).form, 'malformed', `without ${at}`);
      t.equal(parseToken(token.slice(0, at + 1) + token.slice(at)).form, 'malformed', `doubled ${at}`);
    }
    for (const near of [`${token}A`, `${token} `, ` ${token}`, token.toUpperCase(), `${token}\n`]) {
      t.equal(parseToken(near).form, 'malformed', JSON.stringify(near));
    }
  });

  t.test("another kind's name", async (t) => {
    const { token } = mintToken('api');
    for (const kind of ['gw', 'mgmt', 'svc', 'adm', '']) {
      t.equal(parseToken(token.replace('_api_', `_${kind}_`)).form, 'malformed', kind);
    }
  });
});

t.test('other text', async (t) => {
  t.test('that is 1 to 512 visible ASCII characters may be a foreign token', async (t) => {
    for (const token of ['x', 'a'.repeat(512), 'Z0yQ8G+/==', 'kw', 'kwapi', 'sk-proj-abc', `svc_${'a'.repeat(64)}`]) {
      t.strictSame(parseToken(token), { form: 'foreign' }, token);
    }
  });

  t.test('is malformed when it is empty, too long or holds anything else', async (t) => {
    for (const token of [
      '',
      'a'.repeat(513),
      'a b',
      'a\tb',
      'é',
      'a\u0000',
      'a\u007f',
      'ключ',
      'kw_api_',
      'kw_gw_short',
    ]) {
      t.match(parseToken(token), { form: 'malformed', detail: String }, JSON.stringify(token));
    }
  });

  t.test('that begins with our prefix by chance is no token of ours while it is shorter than those are', async (t) => {
    const random = 'kw_EkDFZfjiGuSAoeL2B5c6SuhK1N-_u7MxncEh_D3A';
    t.strictSame(parseToken(random), { form: 'foreign' }, '43 characters, as Flowise makes them');
    t.strictSame(parseToken(random, ['acme', 'kw']), { form: 'foreign' });
    t.match(parseToken(random + random), { form: 'malformed' }, 'long enough to be a token with a slip in it');
  });

  t.test('is never repeated in the detail', async () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 600 }), (token) => {
        const parsed = parseToken(`kw_api_${token}`);
        return parsed.form === 'malformed' && !parsed.detail.includes(token);
      }),
    );
  });
});

t.test('TOKEN_PREFIX', async (t) => {
  t.strictSame(parseTokenPrefixes('kw'), ['kw']);
  t.strictSame(parseTokenPrefixes('acme,kw'), ['acme', 'kw'], 'the first one mints');
  t.strictSame(parseTokenPrefixes('kw,kw'), ['kw']);
  for (const text of ['', 'kw,', ',kw', 'KW', 'k w', 'kw_', '1kw', 'kw,ac-me', 'a'.repeat(17)]) {
    t.throws(() => parseTokenPrefixes(text), { name: 'RangeError' }, JSON.stringify(text));
  }
});
