import fc from 'fast-check';
import t from 'tap';
import { KEY_STATUSES } from '../../src/keys/key-status.ts';
import { apiKeysPath, introspect, makeApiKey, makeTenant, textOf } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);
const path = apiKeysPath(km.workspaceId);
const DAY_MS = 24 * 60 * 60 * 1000;

interface Item {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly tags: readonly string[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
}

/** Follows the cursors to the end; `between` runs after each page. */
async function readAll(query: string, limit: number, between: (page: number) => Promise<void> = async () => {}) {
  const items: Item[] = [];
  let cursor = '';
  for (let page = 1; page < 100; page++) {
    const target: string = `${path}?limit=${limit}${query}${cursor}`;
    const answer = await km.request({ path: target });
    if (answer.status !== 200 || answer.items.length > limit) throw new Error(`${target}: ${answer.text}`);
    items.push(...answer.items.map(itemOf));
    if (answer.body.nextCursor === null) return items;
    cursor = `&cursor=${textOf(answer, 'nextCursor')}`;
    await between(page);
  }
  throw new Error('the list has no end');
}

function itemOf(resource: Readonly<Record<string, unknown>>): Item {
  const text = (member: string) => String(resource[member]);
  const moment = (member: string) => (resource[member] === null ? null : text(member));
  const tags = Array.isArray(resource.tags) ? resource.tags : [];
  const { id, name, status, createdAt } = {
    id: text('id'),
    name: text('name'),
    status: text('status'),
    createdAt: text('createdAt'),
  };
  return { id, name, status, tags, createdAt, lastUsedAt: moment('lastUsedAt'), expiresAt: moment('expiresAt') };
}

const NAMES = ['Web', 'web app', 'Éclair', 'zoo', '100% _safe_', 'Batch'];

/** 150 keys of every status and age, several with equal sort values, and some of other lists. */
async function insertKeys(): Promise<void> {
  const moments = fc.option(fc.integer({ min: -100, max: 40 }));
  const key = fc.record({ age: fc.integer({ min: 0, max: 9 }), used: moments, ends: moments, enabled: fc.boolean() });
  const more = fc.record({
    revoked: fc.boolean(),
    replaced: fc.boolean(),
    tag: fc.constantFrom('web', 'batch', 'ünï'),
  });
  const samples = fc.sample(fc.tuple(key, more), { numRuns: 150, seed: 42 });
  const now = Date.now();
  const days = (count: number | null) => (count === null ? null : new Date(now + count * DAY_MS));
  for (const [index, [{ age, used, ends, enabled }, { revoked, replaced, tag }]] of samples.entries()) {
    const name = `${NAMES[index % NAMES.length]} ${index}`;
    const values = [
      `id${String(index).padStart(14, '0')}`,
      name,
      name.normalize('NFC').toLowerCase(),
      days(-30 * age),
      days(used === null ? null : -Math.abs(used)),
      days(ends),
      enabled,
      revoked && index % 4 === 0 ? new Date(now) : null,
      replaced ? 'successor' : null,
      [tag, 'all'],
      km.organizationId,
      km.workspaceId,
    ];
    await km.database.query(
      `insert into keys (id, name, name_key, created_at, updated_at, last_used_at, expires_at, enabled, revoked_at,
         replaced_by, tags, organization_id, workspace_id,
         kind, display, hash, permissions, limits, metadata, created_by, origin)
       values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12,
         'api', 'kw_api_', '-', '{flows:execute}', '{}', '{}', 'test', 'minted')`,
      values,
    );
  }
}

await insertKeys();
const other = await makeTenant(km, 'Other');
await makeApiKey(km, other.workspaceId, { name: 'Web of somebody else', tags: ['all'] });
await km.request({
  method: 'POST',
  path: `/v1/organizations/${km.organizationId}/api-keys`,
  body: { name: 'Organization-wide', tags: ['all'] },
});

const everything = await readAll('&status=active,disabled,expiring,expired,revoked', 200);
const ids = (items: readonly Item[]) => items.map(({ id }) => id);
const sorted = (items: readonly Item[]) => ids(items).sort();

t.test('the list holds the keys of its workspace, and by default those that are not revoked', async (t) => {
  t.equal(everything.length, 150);
  t.same(new Set(everything.map(({ status }) => status)), new Set(KEY_STATUSES), 'every status is there');
  const live = everything.filter(({ status }) => status !== 'revoked');
  t.same(sorted(await readAll('', 200)), sorted(live));
  t.equal((await km.request({ path })).items.length, 50, 'the page is 50 by default');
});

t.test('each status filter finds the keys that show that status', async (t) => {
  for (const status of KEY_STATUSES) {
    const wanted = everything.filter((item) => item.status === status);
    t.same(sorted(await readAll(`&status=${status}`, 200)), sorted(wanted), status);
  }
  const two = everything.filter(({ status }) => status === 'expired' || status === 'revoked');
  t.same(sorted(await readAll('&status=expired,revoked', 200)), sorted(two));
});

t.test('the other filters, alone and together', async (t) => {
  const live = everything.filter(({ status }) => status !== 'revoked');
  const now = Date.now();
  const time = (moment: string | null) => (moment === null ? Number.NEGATIVE_INFINITY : Date.parse(moment));
  const unusedFor90Days = (item: Item) =>
    time(item.createdAt) < now - 90 * DAY_MS && time(item.lastUsedAt) < now - 90 * DAY_MS;
  const endsIn14Days = (item: Item) => time(item.expiresAt) > now && time(item.expiresAt) <= now + 14 * DAY_MS;
  const filters: [string, (item: Item) => boolean][] = [
    ['&name=web', ({ name }) => name.toLowerCase().includes('web')],
    ['&name=WEB%20A', ({ name }) => name.toLowerCase().includes('web a')],
    ['&name=%C3%89CLAIR', ({ name }) => name.startsWith('Éclair')],
    ['&name=e%CC%81cl', ({ name }) => name.startsWith('Éclair')],
    ['&name=0%25%20_s', ({ name }) => name.startsWith('100%')],
    ['&name=%25', ({ name }) => name.includes('%')],
    ['&name=nothing', () => false],
    ['&tag=web', ({ tags }) => tags.includes('web')],
    ['&tag=%C3%BCn%C3%AF', ({ tags }) => tags.includes('ünï')],
    ['&tag=we', () => false],
    ['&unusedFor=P90D', unusedFor90Days],
    ['&expiringWithin=P14D', endsIn14Days],
    [
      '&expiringWithin=P14D&tag=web&name=web',
      (item) => endsIn14Days(item) && item.tags.includes('web') && /web/i.test(item.name),
    ],
  ];
  for (const [query, passes] of filters) {
    t.same(sorted(await readAll(query, 200)), sorted(live.filter(passes)), query);
  }
});

t.test('every sort goes through all pages once, in order', async (t) => {
  const value = {
    name: (item: Item) => item.name.normalize('NFC').toLowerCase(),
    createdAt: (item: Item) => item.createdAt,
    lastUsedAt: (item: Item) => item.lastUsedAt ?? '',
  };
  for (const sort of ['name', 'createdAt', 'lastUsedAt'] as const) {
    for (const order of ['asc', 'desc'] as const) {
      const items = await readAll(`&sort=${sort}&order=${order}&status=active,disabled,expiring,expired,revoked`, 13);
      t.same(sorted(items), sorted(everything), `${sort} ${order}: each key once`);
      const values = items.map(value[sort]);
      const [first] = await km.database.query(
        'select array_agg(v order by v) as ordered from unnest($1::text[]) as v',
        [values],
      );
      const expected = Array.isArray(first?.ordered) ? first.ordered : [];
      t.same(values, order === 'asc' ? expected : expected.reverse(), `${sort} ${order}: in order`);
    }
  }
  t.same(ids(await readAll('', 200)), ids(await readAll('&sort=createdAt&order=desc', 200)), 'newest first by default');
  t.same(ids(await readAll('&sort=name', 200)), ids(await readAll('&sort=name&order=asc', 200)));
});

t.test('keys that come and go between two pages neither repeat nor hide others', async (t) => {
  const before = ids(await readAll('&tag=all', 200));
  let extra = '';
  const seen = await readAll('&tag=all', 10, async (page) => {
    if (page === 2) extra = (await makeApiKey(km, km.workspaceId, { tags: ['all'] })).id;
    const first = before[page];
    if (page === 3 && first !== undefined) await km.request({ method: 'DELETE', path: `${path}/${first}` });
  });
  t.same(ids(seen), before);
  await km.request({ method: 'DELETE', path: `${path}/${extra}` });
});

t.test('a cursor belongs to its list, sort and filters, and cannot be forged', async (t) => {
  const { body } = await km.request({ path: `${path}?limit=5&tag=all` });
  const cursor = String(body.nextCursor);
  const ok = await km.request({ path: `${path}?limit=7&tag=all&cursor=${cursor}` });
  t.equal(ok.status, 200, 'another page size is fine');
  const flipped = (cursor.startsWith('A') ? 'B' : 'A') + cursor.slice(1);
  for (const target of [
    `${path}?tag=web&cursor=${cursor}`,
    `${path}?tag=all&sort=name&cursor=${cursor}`,
    `${path}?tag=all&order=asc&cursor=${cursor}`,
    `${path}?cursor=${cursor}`,
    `${apiKeysPath(other.workspaceId)}?tag=all&cursor=${cursor}`,
    `/v1/organizations/${km.organizationId}/api-keys?tag=all&cursor=${cursor}`,
    `${path}?tag=all&cursor=${flipped}`,
    `${path}?tag=all&cursor=${cursor}A`,
  ]) {
    const answer = await km.request({ path: target });
    t.same([answer.status, answer.body.type], [400, '/problems/invalid-cursor'], target);
  }
});

t.test('a revoked row may share its id with a live key: the live one is meant', async (t) => {
  const { id, token } = await makeApiKey(km, km.workspaceId, { name: 'Came back' });
  await km.database.query(
    `insert into keys (id, kind, organization_id, workspace_id, name, name_key, display, hash, permissions, limits,
       metadata, tags, created_at, created_by, updated_at, revoked_at, origin)
     select id, kind, organization_id, workspace_id, name, name_key, display, 'x', permissions, limits,
       metadata, tags, created_at, created_by, updated_at, now(), origin from keys where id = $1`,
    [id],
  );
  t.match((await km.request({ path: `${path}/${id}` })).body, { status: 'active' });
  t.match((await introspect(km, token)).body, { active: true });
  await t.rejects(
    km.database.query('update keys set revoked_at = null where id = $1', [id]),
    /keys_live_id/,
    'two live keys never share an id',
  );
});
