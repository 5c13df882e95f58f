import { PROBLEMS } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import t from 'tap';
import { openDatabase } from '../../src/database/connect.ts';
import { brokenConstraint, databaseFailure } from '../../src/database/failure.ts';
import { createTestDatabase } from '../fixtures/test-database.ts';

const test = await createTestDatabase();
const { db, close } = openDatabase({ url: test.url, poolSize: 2, onConnectionLost: () => undefined });
t.teardown(async () => {
  await close();
  await test.drop();
});
await test.query('create table things (id int constraint things_id primary key, at timestamptz)');

async function failureOf(query: string): Promise<unknown> {
  try {
    await db.execute(sql.raw(query));
  } catch (error) {
    return error;
  }
  throw new Error('the query did not fail');
}

t.test('what Postgres answers is told apart', async (t) => {
  await db.execute(sql`insert into things values (1)`);
  const twice = await failureOf('insert into things values (1)');
  t.same(databaseFailure(twice), { kind: 'constraint', constraint: 'things_id' });
  t.equal(brokenConstraint(twice), 'things_id');
  t.same(databaseFailure(await failureOf('select * from nothing')), { kind: 'other', code: '42P01' });
  t.same(databaseFailure(await failureOf('set statement_timeout = 50; select pg_sleep(5)')), {
    kind: 'unavailable',
    code: '57014',
  });
  t.same(databaseFailure(await failureOf('select pg_terminate_backend(pg_backend_pid())')), {
    kind: 'unavailable',
    code: '57P01',
  });
});

t.test('a server that is not there', async (t) => {
  const nowhere = openDatabase({ url: 'postgres://127.0.0.1:1/x', poolSize: 1, onConnectionLost: () => undefined });
  t.teardown(nowhere.close);
  const error: unknown = await nowhere.db.execute(sql`select 1`).catch((thrown: unknown) => thrown);
  t.same(databaseFailure(error), { kind: 'unavailable', code: 'ECONNREFUSED' });
});

t.test('other errors are none of the database', (t) => {
  for (const error of [new Error('x'), PROBLEMS.notFound, undefined, 'text', new TypeError('y')]) {
    t.equal(databaseFailure(error), undefined);
    t.equal(brokenConstraint(error), undefined);
  }
  t.end();
});

t.test('a transaction whose connection breaks gives it up, and the pool goes on', async (t) => {
  for (let round = 0; round < 4; round++) {
    const broken = db.transaction(async (tx) => {
      const result = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await test.query('select pg_terminate_backend($1)', [result.rows[0]?.pid]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await tx.execute(sql`select 1`);
    });
    const error: unknown = await broken.catch((thrown: unknown) => thrown);
    t.equal(databaseFailure(error)?.kind, 'unavailable');
  }
  const well = await Promise.all([1, 2, 3].map(() => db.execute(sql`select 1 as one`)));
  t.same(
    well.map(({ rows }) => rows),
    [[{ one: 1 }], [{ one: 1 }], [{ one: 1 }]],
  );
});
