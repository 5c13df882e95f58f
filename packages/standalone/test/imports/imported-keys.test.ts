import { readFileSync } from 'node:fs';
import t from 'tap';
import { startCluster } from '../fixtures/cluster/cluster.ts';

// Applications go on using the keys that they had on a Flowise server, unchanged, through the gateway.
const cluster = await startCluster(t, { leaseTtlMs: 10_000 });
const fixture = '../../../../services/key-management/test/fixtures/flowise/disk.json';
const file: { keyName: string; apiKey: string }[] = JSON.parse(readFileSync(new URL(fixture, import.meta.url), 'utf8'));
const tokens = file.map(({ apiKey }) => apiKey);
const [first = ''] = tokens;

/** What the gateways say to each token. */
async function statuses(): Promise<number[][]> {
  return Promise.all([0, 1].map((gateway) => Promise.all(tokens.map((token) => cluster.call(gateway, token)))));
}

const all = (status: number) => [0, 1].map(() => tokens.map(() => status));

function importing(replica: number, mode: string, body: object) {
  return cluster.api(replica, 'POST', `/api-keys/import?mode=${mode}`, { body });
}

t.test('tokens that gateways have just refused work when the import returns, also those with + / and =', async (t) => {
  t.ok(tokens.some((token) => token.includes('+') && token.includes('/') && token.endsWith('=')));
  t.same(await statuses(), all(401), 'unknown, and remembered as such');
  const { status, body } = await importing(0, 'add-new', file);
  t.match({ status, body }, { status: 200, body: { added: 5, enforcement: { gateways: 2, acknowledged: 2 } } });
  t.same(await statuses(), all(200));
  const answer = await fetch(`${cluster.gateways[0]?.url}/api/v1/prediction/hello-flow`, {
    method: 'POST',
    headers: { authorization: tokens.find((token) => token.endsWith('=')) ?? '', 'content-type': 'application/json' },
    body: '{"question":"hello"}',
  });
  t.equal(answer.status, 200, 'bare in Authorization, as clients of Flowise send it');
});

t.test(
  'a key that an import overwrites has stopped when it returns, and lives again when the import is undone',
  async (t) => {
    const { body } = await importing(1, 'overwrite', [{ name: file[0]?.keyName }]);
    t.match(body, { overwritten: 1, enforcement: { gateways: 2, acknowledged: 2 } });
    t.same(await Promise.all([0, 1].map((gateway) => cluster.call(gateway, first))), [401, 401]);
    const [minted] = body.keys as { token: string }[];
    t.equal(await cluster.call(0, minted?.token ?? ''), 200);
    const undone = await cluster.api(0, 'POST', `/api-keys/imports/${String(body.importId)}/undo`);
    t.match(undone.body, { undone: { revoked: 1, restored: 1 }, enforcement: { gateways: 2, acknowledged: 2 } });
    t.same(await statuses(), all(200));
    t.equal(await cluster.call(1, minted?.token ?? ''), 401);
  },
);

t.test('a replace-all ends every key, and undoing it brings every key back', async (t) => {
  const { body } = await importing(0, 'replace-all', []);
  t.match(body, { revoked: 5, added: 0, enforcement: { gateways: 2, acknowledged: 2 } });
  t.same(await statuses(), all(401));
  await cluster.api(1, 'POST', `/api-keys/imports/${String(body.importId)}/undo`);
  t.same(await statuses(), all(200));
});
