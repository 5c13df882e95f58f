import { Type } from 'typebox';

/** The query parameters of every list. */
export const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many items at most.' }),
  cursor: Type.Optional(
    Type.String({ maxLength: 2048, description: 'The `nextCursor` of the page before; left out for the first page.' }),
  ),
};

/** The schema of one page of a list; its example is a page with the item's own example. */
export function pageOf<Item extends Type.TSchema>(item: Item) {
  const examples = 'examples' in item && Array.isArray(item.examples) ? item.examples : [];
  return Type.Object(
    {
      items: Type.Array(item),
      nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'Null on the last page.' }),
    },
    { examples: [{ items: examples, nextCursor: null }] },
  );
}

/**
 * Makes a page of up to `limit` items from rows of which one more was asked for: that one tells whether there is a
 * next page.
 */
export function pageFrom<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toCursor: (row: Row) => string,
): { items: Item[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? toCursor(last) : null;
  return { items: items.map(toItem), nextCursor };
}
