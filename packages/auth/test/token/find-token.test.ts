import { findToken, withoutTokenParameters } from '@keyward/auth';
import fc from 'fast-check';
import t from 'tap';

const find = (rawHeaders: string[], query = '', allowQuery = true) => findToken({ rawHeaders, query }, { allowQuery });

t.test('one token, wherever it may stand', async (t) => {
  const cases: [string, string[], string, object][] = [
    ['RFC 6750', ['Authorization', 'Bearer abc'], '', { token: 'abc', place: 'authorization' }],
    ['scheme in lower case', ['authorization', 'bearer abc'], '', { token: 'abc', place: 'authorization' }],
    ['scheme in upper case', ['AUTHORIZATION', 'BEARER abc'], '', { token: 'abc', place: 'authorization' }],
    ['several spaces', ['Authorization', 'Bearer   abc  '], '', { token: 'abc', place: 'authorization' }],
    ['no scheme', ['Authorization', 'abc'], '', { token: 'abc', place: 'authorization' }],
    ['X-API-Key', ['Accept', '*/*', 'x-api-key', ' abc '], '', { token: 'abc', place: 'x-api-key' }],
    ['api_key', [], 'a=1&api_key=abc', { token: 'abc', place: 'query' }],
    ['apiKey', [], 'apiKey=abc&b=2', { token: 'abc', place: 'query' }],
    ['escaped name', [], 'api%5Fkey=abc', { token: 'abc', place: 'query' }],
    ['escaped value', [], 'api_key=a%2Bb%3D', { token: 'a+b=', place: 'query' }],
    ['bare plus', [], 'api_key=a+b==', { token: 'a+b==', place: 'query' }],
    ['broken escape in the value', [], 'api_key=a%zz', { token: 'a%zz', place: 'query' }],
    ['same in two places', ['Authorization', 'Bearer abc', 'X-API-Key', 'abc'], 'api_key=abc', { token: 'abc' }],
    ['same twice in the query', [], 'api_key=abc&apiKey=abc', { token: 'abc', place: 'query' }],
    ['empty bearer beside a token', ['Authorization', 'Bearer', 'X-API-Key', 'abc'], '', { place: 'x-api-key' }],
  ];
  for (const [name, rawHeaders, query, expected] of cases) {
    t.match(find(rawHeaders, query), { found: 'token', ...expected }, name);
  }
});

t.test('no token', async (t) => {
  const cases: [string, string[], string][] = [
    ['nothing at all', [], ''],
    ['another scheme alone', ['Authorization', 'Basic dXNlcjpwYXNz'], ''],
    ['a scheme that only begins like bearer', ['Authorization', 'BearerX abc'], ''],
    ['bearer and nothing', ['Authorization', 'Bearer'], ''],
    ['bearer and a space', ['Authorization', 'bearer '], ''],
    ['empty headers', ['Authorization', '', 'X-API-Key', ' '], ''],
    ['empty parameters', [], 'api_key=&apiKey'],
    ['other parameters', [], 'API_KEY=a&api_key%20=b&api_key[]=c&key=d&%zz=e'],
  ];
  for (const [name, rawHeaders, query] of cases) t.strictSame(find(rawHeaders, query), { found: 'none' }, name);
});

t.test('the query does not count unless it is allowed', async (t) => {
  t.strictSame(find([], 'api_key=abc', false), { found: 'none' });
  t.strictSame(findToken({ rawHeaders: [], query: 'api_key=abc' }), { found: 'none' });
  t.match(find(['X-API-Key', 'abc'], 'api_key=other', false), { token: 'abc' });
});

t.test('more than one credential is ambiguous', async (t) => {
  const cases: [string, string[], string][] = [
    ['two Authorization lines', ['Authorization', 'Bearer abc', 'authorization', 'Bearer def'], ''],
    ['two equal Authorization lines', ['Authorization', 'Bearer abc', 'Authorization', 'Bearer abc'], ''],
    ['two Authorization lines, one empty', ['Authorization', '', 'Authorization', 'Bearer abc'], ''],
    ['two X-API-Key lines', ['X-API-Key', 'abc', 'x-api-key', 'abc'], ''],
    ['headers that differ', ['Authorization', 'Bearer abc', 'X-API-Key', 'def'], ''],
    ['header and query differ', ['Authorization', 'Bearer abc'], 'api_key=def'],
    ['X-API-Key and query differ', ['X-API-Key', 'abc'], 'apiKey=def'],
    ['two in the query', [], 'api_key=abc&apiKey=def'],
    ['one name twice in the query', [], 'api_key=abc&api%5Fkey=def'],
    ['basic beside X-API-Key', ['Authorization', 'Basic dXNlcjpwYXNz', 'X-API-Key', 'abc'], ''],
    ['basic beside the query', ['Authorization', 'Basic dXNlcjpwYXNz'], 'api_key=abc'],
  ];
  for (const [name, rawHeaders, query] of cases) {
    const placement = find(rawHeaders, query);
    t.match(placement, { found: 'ambiguous', detail: String }, name);
    t.notMatch(JSON.stringify(placement), /abc|def|dXNl/, 'and says no secret');
  }
});

t.test('text after the scheme that holds a space stays whole, to be refused as malformed', async (t) => {
  t.match(find(['Authorization', 'Bearer abc def']), { token: 'abc def' });
  t.match(find(['Authorization', 'Bearer\tabc']), { token: 'Bearer\tabc' });
});

t.test('never throws, whatever the query', async () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      find([], text);
      find([], `api_key=${text}`);
      find(['Authorization', text], `${text}=api_key`);
    }),
  );
});

t.test('token parameters are taken out of a query, the rest stays byte for byte', async (t) => {
  const cases: [string, string][] = [
    ['', ''],
    ['a=1', 'a=1'],
    ['api_key=abc', ''],
    ['a=1&api_key=abc&b=%7e+2', 'a=1&b=%7e+2'],
    ['apiKey=abc&a', 'a'],
    ['a&&api_key&b=', 'a&&b='],
    ['api%5fkey=x&%61piKey=y&a=%zz', 'a=%zz'],
    ['API_KEY=x&api_keys=y', 'API_KEY=x&api_keys=y'],
  ];
  for (const [query, rest] of cases) t.equal(withoutTokenParameters(query), rest, query);

  fc.assert(
    fc.property(fc.array(fc.string()), (parameters) => {
      const rest = withoutTokenParameters(parameters.join('&'));
      return findToken({ rawHeaders: [], query: rest }, { allowQuery: true }).found === 'none';
    }),
  );
});
