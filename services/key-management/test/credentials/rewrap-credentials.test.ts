import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import t from 'tap';
import { rewrapCredentials } from '../../src/credentials/rewrap-credentials.ts';
import { openValue, sealValue } from '../../src/credentials/sealed-value.ts';
import { openDatabase } from '../../src/database/connect.ts';
import { parseMasterKeys } from '../../src/master-keys/ring.ts';
import { revisionOf, textOf } from '../fixtures/keys.ts';
import { isPending } from '../fixtures/pending.ts';
import { MASTER_KEYS, startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const NEWER = `newer:${Buffer.alloc(32, 9).toString('base64')}`;
const rotated = parseMasterKeys(`${NEWER},${MASTER_KEYS}`);
const { db, close } = openDatabase({ url: km.databaseUrl, poolSize: 4, onConnectionLost: () => undefined });
t.teardown(close);
const list = `/v1/workspaces/${km.workspaceId}/credentials`;
const COUNT = 110;

const ids: string[] = [];
for (let index = 0; index < COUNT; index++) {
  const body = { name: `c${index}`, service: 'openai', value: `sk-value-number-${index}` };
  ids.push(textOf(await km.request({ method: 'POST', path: list, body }), 'id'));
}
const kids = async () => {
  const rows = await km.database.query('select kid, count(*)::int as rows from credentials group by kid');
  return Object.fromEntries(rows.map(({ kid, rows: count }) => [kid, count]));
};

t.test('all values go under the current master key, in batches; a value that is set meanwhile wins', async (t) => {
  const [id = ''] = ids.toSorted().slice(50);
  const row = { workspaceId: km.workspaceId, id };
  const { value, kid } = await sealValue(rotated, row, 'sk-set-meanwhile');
  const editor = new Client({ connectionString: km.databaseUrl });
  await editor.connect();
  await editor.query('begin');
  await editor.query('update credentials set value = $1, kid = $2 where id = $3', [value, kid, id]);

  const revision = await revisionOf(km);
  const seen: [number, number][] = [];
  const running = rewrapCredentials(db, rotated, (done, total) => seen.push([done, total]));
  t.ok(await isPending(running, 1_000), 'it has come to the row that is being edited');
  await editor.query('commit');
  await editor.end();
  t.same(await running, { rewrapped: COUNT - 1, unreadable: new Map() });
  t.same(seen, [
    [100, COUNT],
    [COUNT, COUNT],
  ]);
  t.same(await kids(), { newer: COUNT });

  const stored = await km.database.query('select id, name, value, kid, version from credentials');
  for (const { id: each, name, value: jwe, version, ...rest } of stored) {
    const opened = await openValue(
      rotated,
      { ...row, id: String(each) },
      { value: String(jwe), kid: String(rest.kid) },
    );
    const expected = each === id ? 'sk-set-meanwhile' : `sk-value-number-${String(name).slice(1)}`;
    if (!opened.ok || opened.value !== expected || version !== 1) t.fail(`${String(name)} is not what it was`);
  }
  t.equal(await revisionOf(km), revision, 'nothing has changed for gateways');
});

t.test('run again it does nothing; rows whose master key is gone are counted and stay', async (t) => {
  t.same(await rewrapCredentials(db, rotated), { rewrapped: 0, unreadable: new Map() });
  const others = parseMasterKeys(`third:${Buffer.alloc(32, 3).toString('base64')}`);
  t.same(await rewrapCredentials(db, others), { rewrapped: 0, unreadable: new Map([['newer', COUNT]]) });
  t.same(await kids(), { newer: COUNT });
});

t.test('a credential whose master key is gone is still listed, and everything else works', async (t) => {
  t.match((await km.request({ path: `${list}?limit=1` })).items, [{ readable: false, kid: 'newer' }]);
  const path = `${list}/${ids[0]}`;
  const mended = await km.request({ method: 'PATCH', path, body: { value: 'sk-entered-anew' } });
  t.match(mended, { status: 200, body: { readable: true, kid: 'test' } }, 'a new value mends it');
});

t.test('the command does it, says what it did, and fails where something stays unreadable', async (t) => {
  const admin = (masterKeys: string) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      const program = fileURLToPath(new URL('../../bin/keyward-admin.js', import.meta.url));
      const env = { DATABASE_URL: km.databaseUrl, MASTER_KEYS: masterKeys };
      const words = [program, 'rewrap', '--json'];
      const child = execFile(process.execPath, words, { env, timeout: 30_000 }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    });
  const done = await admin(`${NEWER},${MASTER_KEYS}`);
  t.equal(done.code, 0);
  t.same(JSON.parse(done.stdout), { kid: 'newer', rewrapped: 1, unreadable: {} });
  const failed = await admin(MASTER_KEYS);
  t.equal(failed.code, 1);
  t.same(JSON.parse(failed.stdout), { kid: 'test', rewrapped: 0, unreadable: { newer: COUNT } });
  t.notMatch(failed.stdout + failed.stderr, /sk-/);
});
