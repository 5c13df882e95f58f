import { mintToken } from '@keyward/auth';
import t from 'tap';
import { forgeToken, secretOf } from '../fixtures/forge-token.ts';
import { apiKeysPath, introspect, makeApiKey, postForm, revisionOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const revoke = (body: string) => postForm(km, '/oauth2/revoke', body, null);

t.test('whoever holds a client token can end it, without any other right', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId, { name: 'Leaked' });
  const before = await revisionOf(km);
  const answer = await revoke(`token=${token}&token_type_hint=access_token`);
  t.same([answer.status, answer.text], [200, '']);
  t.equal(answer.headers['cache-control'], 'no-store');
  t.match((await introspect(km, token)).body, { active: false, keyward: { reason: 'revoked', revision: before + 1 } });
  t.match((await km.request({ path: `${apiKeysPath(km.workspaceId)}/${id}` })).body, { status: 'revoked' });
  const audit = await km.request({
    path: `/v1/organizations/${km.organizationId}/audit-events?targetId=${id}&limit=1`,
  });
  t.match(audit.items, [
    {
      action: 'api-key.revoked',
      actor: { type: 'holder', id, name: 'Leaked' },
      workspaceId: km.workspaceId,
      after: { revokeReason: 'given up by its holder' },
    },
  ]);
  t.equal((await revoke(`token=${token}`)).status, 200, 'again: the same');
  t.equal(await revisionOf(km), before + 1, 'and nothing more happens');
});

t.test('a suspended or expired key can be given up, too', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId);
  await km.database.query("update keys set enabled = false, expires_at = now() - interval '1 day' where id = $1", [id]);
  await revoke(`token=${token}`);
  t.match((await introspect(km, token)).body, { keyward: { reason: 'revoked' } });
});

t.test('a token that is none, or is near one, changes nothing and is 200', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId);
  const before = await revisionOf(km);
  const other = mintToken('api').token;
  const forged = forgeToken('api', id, secretOf(other));
  for (const text of [other, forged, `${token}x`, 'foreign-token', id, token.toLowerCase()]) {
    t.equal((await revoke(`token=${encodeURIComponent(text)}`)).status, 200);
  }
  t.equal(await revisionOf(km), before);
  t.match((await introspect(km, token)).body, { active: true });
});

t.test('keys of principals are not given up here, whether they exist or not', async (t) => {
  for (const token of [km.operatorToken, km.serviceToken, mintToken('mgmt').token, mintToken('svc').token]) {
    const { status, body } = await revoke(`token=${token}`);
    t.same([status, body.error], [400, 'unsupported_token_type']);
  }
  t.match((await km.request({ path: '/v1/me' })).body, { operator: true });
  for (const body of ['', 'token=', 'token=a&token=b']) {
    t.match((await revoke(body)).body, { status: 400 }, `«${body}»`);
  }
});
