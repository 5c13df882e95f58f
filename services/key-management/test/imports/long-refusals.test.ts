import { randomBytes } from 'node:crypto';
import t from 'tap';
import { importFile, liveRows } from '../fixtures/import-file.ts';
import { makeTenant } from '../fixtures/keys.ts';
import { startKeyManagement } from '../fixtures/start-key-management.ts';

// What the live keys are in the way of is read from Postgres page by page: more of it than one page holds.

const km = await startKeyManagement(t);
const { workspaceId } = await makeTenant(km, 'Acme');
const COUNT = 2500;
const rows = Array.from({ length: COUNT }, (_, index) => ({
  name: `Key "${index}" – \\ é`,
  token: randomBytes(32).toString('base64url'),
}));
await importFile(km, workspaceId, rows, { mode: 'add-new' });
const before = await liveRows(km, workspaceId);
const numbers = [...Array(COUNT).keys()];

t.test('every name that exists is listed, in the order of the file', async (t) => {
  const file = [{ name: 'new' }, ...rows];
  const answer = await importFile(km, workspaceId, file, { mode: 'error-if-exists' });
  const { type, detail, status, instance, errors, names } = answer.body;
  t.match(answer.headers, { 'content-type': 'application/problem+json; charset=utf-8', 'x-request-id': instance });
  t.match(
    { type, detail, status, answered: answer.status },
    { type: '/problems/import-names-taken', detail: /2500 names/, status: 409, answered: 409 },
  );
  t.strictSame(
    errors,
    numbers.map((number) => ({ pointer: `/${number + 1}/name`, detail: 'is the name of a live key' })),
  );
  t.strictSame(
    names,
    rows.map(({ name }) => name),
  );
  const dry = await importFile(km, workspaceId, file, { mode: 'error-if-exists', dryRun: true });
  t.strictSame([dry.status, dry.body.errors], [409, errors]);
  t.same(await liveRows(km, workspaceId), before);
});

t.test('every token that is in use is listed among the other errors, in the order of the file', async (t) => {
  const file = rows.map(({ token }, index) => ({ name: index % 100 === 0 ? '' : `Other ${index}`, token }));
  const answer = await importFile(km, workspaceId, file, { mode: 'add-new' });
  t.match(answer, { status: 422, body: { type: '/problems/import-refused', detail: /2500 rows are bad/ } });
  const pointers: string[] = Object(answer.body.errors).map(({ pointer }: { pointer: string }) => pointer);
  t.strictSame(
    [...new Set(pointers)],
    numbers.map((number) => `/${number}/${number % 100 === 0 ? 'name' : 'token'}`),
  );
  const lines = await importFile(km, workspaceId, file, {
    mode: 'overwrite',
    dryRun: true,
    headers: { accept: 'application/x-ndjson' },
  });
  const { problem } = JSON.parse(lines.text.trimEnd().split('\n').at(-1) ?? '');
  t.strictSame(problem.errors, answer.body.errors);
  t.same(await liveRows(km, workspaceId), before);
});
