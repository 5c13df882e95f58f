/** Which keys of a list are shown, and in which order: all of it stands in the page's address. */
export interface KeyFilter {
  readonly name?: string;
  readonly tag?: string;
  readonly status?: string;
  readonly unusedFor?: string;
  readonly neverUsed?: boolean;
  readonly permissionsUnused?: boolean;
  readonly expiringWithin?: string;
  readonly sort?: KeySort;
  readonly order?: 'asc' | 'desc';
}

export type KeySort = 'name' | 'createdAt' | 'lastUsedAt';

const SORTS: readonly KeySort[] = ['name', 'createdAt', 'lastUsedAt'];

/** The filter in an address; whatever else stands there is dropped. */
export function parseKeyFilter(search: Record<string, unknown>): KeyFilter {
  const filter: Record<string, unknown> = {};
  for (const member of ['name', 'tag', 'status', 'unusedFor', 'expiringWithin'] as const) {
    const value = search[member];
    // A name of digits alone comes out of the address as a number.
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') filter[member] = String(value);
  }
  for (const member of ['neverUsed', 'permissionsUnused'] as const) if (search[member] === true) filter[member] = true;
  const sort = SORTS.find((name) => name === search.sort);
  if (sort !== undefined) filter.sort = sort;
  if (search.order === 'asc' || search.order === 'desc') filter.order = search.order;
  return filter;
}

/** Whether anything but the order is asked for. */
export function isFiltering(filter: KeyFilter): boolean {
  return Object.keys(filter).some((member) => member !== 'sort' && member !== 'order');
}
