import { ClientPermissionGrant, KeyLimitsSchema } from '@keyward/auth';
import { problemResponses } from '@keyward/auth/fastify';
import Fastify from 'fastify';
import t from 'tap';
import { Type } from 'typebox';

const CANARY = 'kw_api_canary';

const Body = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 5 }),
    slug: Type.Optional(Type.String({ pattern: '^[a-z]+$', 'x-rule': 'lower-case letters only' })),
    code: Type.Optional(Type.String({ pattern: '^[a-z]+$' })),
    site: Type.Optional(Type.String({ format: 'uri' })),
    key: Type.Optional(Type.String({ minLength: 3 })),
    permissions: Type.Optional(Type.Array(ClientPermissionGrant, { minItems: 1, maxItems: 2, uniqueItems: true })),
    flows: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
    mode: Type.Optional(Type.Union([Type.Literal('add'), Type.Literal('replace')])),
    limits: Type.Optional(KeyLimitsSchema),
    nested: Type.Optional(Type.Unsafe({ type: ['string', 'boolean', 'null'], maxLength: 3 })),
    either: Type.Optional(
      Type.Union([Type.String({ pattern: '^[a-z]+$', 'x-rule': 'lower-case letters only' }), Type.Null()]),
    ),
    not: Type.Optional(Type.Unsafe({ not: { type: 'string' } })),
    on: Type.Optional(Type.Boolean()),
    share: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
    'a/b~c': Type.Optional(Type.Object({ step: Type.Integer({ multipleOf: 5 }) }, { minProperties: 1 })),
  },
  { additionalProperties: false },
);

async function buildApp() {
  const app = Fastify({
    ajv: {
      customOptions: {
        allErrors: true,
        verbose: true,
        coerceTypes: false,
        removeAdditional: false,
        keywords: ['x-rule'],
      },
    },
  });
  await app.register(problemResponses);
  app.post('/things', { schema: { body: Body } }, async () => 'ok');
  const querystring = Type.Object(
    { limit: Type.Optional(Type.String({ maxLength: 1 })) },
    { additionalProperties: false },
  );
  const params = Type.Object({ id: Type.String({ minLength: 3 }) });
  const headers = Type.Object({ 'If-Match': Type.Optional(Type.String({ maxLength: 3 })) });
  app.get('/things/:id', { schema: { querystring, params, headers } }, async () => 'ok');
  return app;
}

t.test('each broken rule is told by pointer and in words', async (t) => {
  const app = await buildApp();
  const cases: [object | string, [string, string][]][] = [
    [{}, [['/name', 'is required']]],
    [{ name: '' }, [['/name', 'must not be empty']]],
    [{ name: 'abcdef' }, [['/name', 'must have at most 5 characters']]],
    [{ name: 5 }, [['/name', 'must be a string']]],
    [{ name: 'a', extra: CANARY }, [['/extra', 'is not a known member']]],
    [{ name: 'a', 'x/y~z': 1 }, [['/x~1y~0z', 'is not a known member']]],
    [{ name: 'a', slug: CANARY }, [['/slug', 'must be lower-case letters only']]],
    [{ name: 'a', code: CANARY }, [['/code', 'does not have the required form']]],
    [{ name: 'a', site: CANARY }, [['/site', 'must have the form of a uri']]],
    [{ name: 'a', key: 'x' }, [['/key', 'must have at least 3 characters']]],
    [
      { name: 'a', permissions: [5] },
      [['/permissions/0', 'must be one of "flows:execute", "logs:view", "deployments:manage", "apis:call", "*"']],
    ],
    [{ name: 'a', permissions: [] }, [['/permissions', 'must not be empty']]],
    [
      { name: 'a', permissions: [CANARY] },
      [['/permissions/0', 'must be one of "flows:execute", "logs:view", "deployments:manage", "apis:call", "*"']],
    ],
    [{ name: 'a', permissions: ['*', '*'] }, [['/permissions', 'must not have the same entry twice']]],
    [{ name: 'a', permissions: ['*', 'apis:call', 'logs:view'] }, [['/permissions', 'must have at most 2 entries']]],
    [{ name: 'a', flows: CANARY }, [['/flows', 'must be an array or null']]],
    [{ name: 'a', flows: ['x', 5] }, [['/flows/1', 'must be a string']]],
    [{ name: 'a', flows: [], mode: 'add', nested: 5 }, [['/nested', 'must be a string or true or false or null']]],
    [{ name: 'a', either: CANARY }, [['/either', 'must be lower-case letters only']]],
    [{ name: 'a', either: 5 }, [['/either', 'must be a string or null']]],
    [{ name: 'a', not: CANARY }, [['/not', 'does not have any of the allowed forms']]],
    [{ name: 'a', mode: CANARY }, [['/mode', 'must be one of "add", "replace"']]],
    [{ name: 'a', limits: { requestsPerDay: 0 } }, [['/limits/requestsPerDay', 'must be 1 or more']]],
    [{ name: 'a', limits: { requestsPerDay: 1.5 } }, [['/limits/requestsPerDay', 'must be a whole number']]],
    [{ name: 'a', limits: { perCentury: 1 } }, [['/limits/perCentury', 'is not a known member']]],
    [{ name: 'a', on: 'true' }, [['/on', 'must be true or false']]],
    [{ name: 'a', share: 0 }, [['/share', 'must be more than 0']]],
    [{ name: 'a', share: 1 }, [['/share', 'must be less than 1']]],
    [{ name: 'a', 'a/b~c': { step: 3 } }, [['/a~1b~0c/step', 'must be a multiple of 5']]],
    [
      { name: 'a', 'a/b~c': {} },
      [
        ['/a~1b~0c', 'must have at least 1 member'],
        ['/a~1b~0c/step', 'is required'],
      ],
    ],
    [
      { extra: 1, key: 'x' },
      [
        ['/name', 'is required'],
        ['/extra', 'is not a known member'],
        ['/key', 'must have at least 3 characters'],
      ],
    ],
    ['[]', [['', 'must be an object']]],
    [`"${CANARY}"`, [['', 'must be an object']]],
    ['null', [['', 'must be an object']]],
  ];
  for (const [body, expected] of cases) {
    const response = await app.inject({
      method: 'POST',
      url: '/things',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const name = JSON.stringify(body);
    t.equal(response.statusCode, 400, name);
    const { type, errors } = response.json();
    t.equal(type, '/problems/validation-failed');
    const told = errors.map((error: { pointer: string; detail: string }) => [error.pointer, error.detail]);
    t.strictSame(new Map(told), new Map(expected), name);
    t.equal(told.length, expected.length, name);
    t.notMatch(response.body, CANARY, 'and the value is not repeated');
  }
  await app.close();
});

t.test('what stands outside the body is named as such', async (t) => {
  const app = await buildApp();
  const told = async (url: string, headers = {}) => (await app.inject({ url, headers })).json().errors;
  t.strictSame(await told('/things/abc?limit=22'), [
    { pointer: '/limit', detail: 'must have at most 1 character (query parameter)' },
  ]);
  t.strictSame(await told('/things/abc?foo=1'), [
    { pointer: '/foo', detail: 'is not a known member (query parameter)' },
  ]);
  t.strictSame(await told('/things/ab'), [
    { pointer: '/id', detail: 'must have at least 3 characters (path parameter)' },
  ]);
  t.strictSame(await told('/things/abc', { 'if-match': 'long' }), [
    { pointer: '/if-match', detail: 'must have at most 3 characters (header)' },
  ]);
  await app.close();
});
