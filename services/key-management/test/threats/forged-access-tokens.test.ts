import { base64url, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import t from 'tap';
import { startOpenIdProvider } from '../fixtures/openid-provider.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// A token that says who one is has to be the provider's own, for this API, and within its time; whatever its header
// asks for. Each forgery below was taken by some service once.

const provider = await startOpenIdProvider(t, 'https://keyward.test');
const km = await startKeyManagement(t, provider.environment);
const now = Math.floor(Date.now() / 1000);
const aud = String(provider.environment.OIDC_AUDIENCE);
const claims = { iss: provider.issuer, aud, sub: 'forged', iat: now, exp: now + 300 };
const encoded = (value: object) => base64url.encode(JSON.stringify(value));

t.test('a good token is taken, with the types that access tokens have', async (t) => {
  for (const header of [{}, { typ: 'at+jwt' }, { typ: 'application/at+jwt' }, { typ: 'JWT' }]) {
    const answer = await me(await provider.forge({}, header));
    t.match(answer, { status: 200, body: { kind: 'member', id: `${provider.issuer}|forged` } });
  }
});

t.test('a token that is not the provider’s, not for us or out of its time is refused', async (t) => {
  const stranger = await generateKeyPair('RS256', { extractable: true });
  const strangersKey = await exportJWK(stranger.publicKey);
  const signedBy = (secret: Parameters<SignJWT['sign']>[0], header: object) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'test', ...header }).sign(secret);
  const good = await provider.forge();
  const [header = '', payload = '', signature = ''] = good.split('.');

  const forgeries: Record<string, string> = {
    'without a signature': new UnsecuredJWT(claims).encode(),
    'alg none in every case': `${encoded({ alg: 'nOnE', kid: 'test' })}.${payload}.`,
    'the signature left out': `${header}.${payload}.`,
    'HS256 with the public key as its secret': await signedBy(new TextEncoder().encode(provider.publicKey), {
      alg: 'HS256',
    }),
    'signed by somebody else': await signedBy(stranger.privateKey, {}),
    'signed by somebody else who brings the key along': await signedBy(stranger.privateKey, { jwk: strangersKey }),
    'a key that nobody knows': await signedBy(stranger.privateKey, { kid: 'unknown' }),
    'other claims under a good signature': `${header}.${encoded({ ...claims, sub: 'admin' })}.${signature}`,
    'another header over a good signature': `${encoded({ alg: 'RS256' })}.${payload}.${signature}`,
    'an extension that must be understood': `${encoded({ alg: 'RS256', kid: 'test', crit: ['x'], x: 1 })}.${payload}.${signature}`,
    'for another audience': await provider.forge({ aud: 'https://other.test' }),
    'for this installation as a client: an ID token': await provider.forge({ aud: 'keyward' }),
    'for nobody': await provider.forge({ aud: [] }),
    'of another issuer': await provider.forge({ iss: 'https://evil.test' }),
    'of an issuer that begins alike': await provider.forge({ iss: `${provider.issuer}.evil.test` }),
    expired: await provider.forge({ exp: now - 60 }),
    'not valid yet': await provider.forge({ nbf: now + 600 }),
    'without an end': await provider.forge({ exp: undefined }),
    'with no subject': await provider.forge({ sub: '' }),
    'with a subject that holds NUL': await provider.forge({ sub: 'a\0b' }),
    'that is a logout token': await provider.forge({}, { typ: 'logout+jwt' }),
    'that is bound to a key of its holder': await provider.forge({ cnf: { jkt: 'x' } }),
  };
  for (const [label, token] of Object.entries(forgeries)) {
    const answer = await me(token);
    t.match(answer, { status: 401, body: { type: '/problems/invalid-token' } }, label);
    t.notMatch(answer.text, 'evil', 'and nothing says why');
  }
});

t.test('tokens with unknown keys do not make this service flood the provider', async (t) => {
  await me(await provider.forge());
  const before = provider.requests();
  const tokens = await Promise.all(
    Array.from({ length: 20 }, (_, index) => provider.forge({}, { kid: `unknown-${index}` })),
  );
  await Promise.all(tokens.map((token) => me(token)));
  t.ok(provider.requests() - before <= 1, 'its keys are asked for once in half a minute at most');
});

t.test('without an audience no access token is taken at all', async (t) => {
  const closed = await startKeyManagement(t, { ...provider.environment, OIDC_AUDIENCE: '' });
  const answer = await closed.request({ path: '/v1/me', token: await provider.forge() });
  t.match(answer, { status: 401, body: { type: '/problems/invalid-token' } });
});

t.test('groups of odd shapes count for nothing', async (t) => {
  const path = `/v1/organizations/${km.organizationId}/members`;
  await km.request({ method: 'POST', path, body: { group: 'team', permissions: ['usage:view'] } });
  const granted = async (groups: unknown) => {
    const { body } = await me(await provider.forge({ groups }));
    return Array.isArray(body.grants) ? body.grants.length : undefined;
  };
  t.equal(await granted(['team']), 1);
  t.equal(await granted('team'), 1, 'one group as a text');
  for (const groups of [['Team'], 'team ', { team: true }, [['team']], [{ name: 'team' }], null, 1, 'te\0am', [null]]) {
    t.equal(await granted(groups), 0, JSON.stringify(groups));
  }
});

function me(token: string) {
  return km.request({ path: '/v1/me', token });
}
