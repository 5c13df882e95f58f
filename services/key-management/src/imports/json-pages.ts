import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';

/** A part of a long list, as JSON. */
export interface Page {
  /** The position of its last element. */
  readonly last: number;
  /** Its elements, separated by commas. */
  readonly json: string;
}

/**
 * The page of a query that gives each row's `position` and its `key`, whatever JSON is to show of it. Postgres writes the
 * JSON: an object here for each of 100,000 rows is what would hold up everybody else.
 */
export async function pageOf(db: Queryable, keys: SQL): Promise<Page | undefined> {
  const result = await db.execute<{ last: string | null; json: string }>(sql`
    select max(position)::text as last, string_agg(to_json(key)::text, ',' order by position) as json
    from (${keys}) page`);
  const [page] = result.rows;
  return page === undefined || page.last === null ? undefined : { last: Number(page.last), json: page.json };
}

/** Every page's elements, from the first position on: one page is read while the one before it is used. */
export async function* jsonPages(read: (after: number) => Promise<Page | undefined>): AsyncGenerator<string> {
  let next = read(-1);
  for (;;) {
    const page = await next;
    if (page === undefined) return;
    next = read(page.last);
    next.catch(() => undefined);
    yield page.json;
  }
}

/** Pages as one JSON array, in pieces. */
export async function* jsonArray(pages: AsyncIterable<string>): AsyncGenerator<string> {
  let before = '[';
  for await (const json of pages) {
    yield before + json;
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}
