import { aUsageBatch } from '@keyward/auth/testing';
import t from 'tap';
import { makeApiKey, makeTenant } from '../fixtures/keys.ts';
import { reportUsage } from '../fixtures/reporting-gateway.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const acme = await makeTenant(km, 'Acme');
const other = await makeTenant(km, 'Other');
const denials = `/v1/workspaces/${acme.workspaceId}/denials`;
const wholeOrganization = `/v1/organizations/${acme.organizationId}/denials`;

t.test('the owner learns by the request id why a request was refused', async (t) => {
  const { id: keyId } = await makeApiKey(km, acme.workspaceId);
  const at = Date.now() - 1000;
  const told = {
    requestId: 'req-1',
    keyId,
    route: 'POST /api/v1/prediction/{flowId}',
    flowId: 'support-bot',
    status: 403,
    problem: '/problems/flow-not-allowed',
    detail: 'The key is limited to other flows.',
    ip: '203.0.113.7',
  };
  await reportUsage(
    km,
    aUsageBatch({
      denials: [
        { ...told, at },
        { keyId, requestId: 'req-2', at: at + 1 },
      ],
    }),
  );
  const expected = { ...told, at: new Date(at).toISOString(), workspaceId: acme.workspaceId };
  const { items } = await km.request({ path: `${denials}?requestId=req-1`, token: acme.ownerToken });
  t.same(items, [expected]);
  t.same((await km.request({ path: `${wholeOrganization}?requestId=req-1` })).items, [expected]);
  t.match(
    (await km.request({ path: denials })).items,
    [{ requestId: 'req-2' }, { requestId: 'req-1' }],
    'newest first',
  );
  t.same((await km.request({ path: `${denials}?requestId=req-3` })).items, []);
});

t.test('by key and by problem, page by page', async (t) => {
  const { id: keyId } = await makeApiKey(km, acme.workspaceId);
  const problem = '/problems/rate-limited';
  const rows = Array.from({ length: 5 }, (_, index) => ({
    keyId,
    requestId: `page-${index}`,
    at: Date.now() - 5000 + index,
  }));
  await reportUsage(km, aUsageBatch({ denials: [...rows, { keyId, requestId: 'limited', status: 429, problem }] }));
  const seen: unknown[] = [];
  let cursor: string | undefined;
  do {
    const query = `keyId=${keyId}&limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`;
    const { items, body } = await km.request({ path: `${denials}?${query}` });
    seen.push(...items.map(({ requestId }) => requestId));
    cursor = typeof body.nextCursor === 'string' ? body.nextCursor : undefined;
  } while (cursor !== undefined && seen.length < 20);
  t.same(seen, ['limited', 'page-4', 'page-3', 'page-2', 'page-1', 'page-0']);
  t.match((await km.request({ path: `${denials}?problem=${problem}` })).items, [{ requestId: 'limited' }]);
});

t.test('a key of the whole organization that led nowhere is seen in the organization only', async (t) => {
  const list = `/v1/organizations/${acme.organizationId}/api-keys`;
  const { body } = await km.request({ method: 'POST', path: list, body: { name: 'wide' } });
  const keyId = String(body.id);
  await reportUsage(
    km,
    aUsageBatch({ denials: [{ keyId, requestId: 'nowhere', status: 404, problem: '/problems/flow-not-found' }] }),
  );
  t.match((await km.request({ path: `${wholeOrganization}?keyId=${keyId}` })).items, [{ workspaceId: null }]);
  t.same((await km.request({ path: `${denials}?keyId=${keyId}` })).items, []);
});

t.test('another tenant sees none of it, whatever it asks for', async (t) => {
  const { id: keyId } = await makeApiKey(km, acme.workspaceId);
  await reportUsage(km, aUsageBatch({ denials: [{ keyId, workspaceId: other.workspaceId, requestId: 'mine' }] }));
  for (const path of [
    `/v1/workspaces/${other.workspaceId}/denials`,
    `/v1/organizations/${other.organizationId}/denials`,
  ]) {
    for (const query of ['', `?keyId=${keyId}`, '?requestId=mine']) {
      t.same((await km.request({ path: path + query, token: other.ownerToken })).items, [], path + query);
    }
  }
  const { status } = await km.request({ path: `${denials}?requestId=mine`, token: other.ownerToken });
  t.equal(status, 404);
});
