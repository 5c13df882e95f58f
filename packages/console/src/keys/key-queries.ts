import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/api.ts';
import type { KeyFilter } from './key-filter.ts';
import type { KeyPage, KeySurface } from './key-surface.ts';

const PAGE_SIZE = 50;

/** The keys of a surface, a page at a time. What was shown stays until the next answer is there. */
export const keysQuery = (api: Api, surface: KeySurface, filter: KeyFilter) =>
  infiniteQueryOptions({
    queryKey: [...surface.cacheKey, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      surface.list(api, { ...filter, limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: KeyPage) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** One key with its version, which an edit has to name. */
export const keyQuery = (api: Api, surface: KeySurface, keyId: string) =>
  queryOptions({
    queryKey: [...surface.cacheKey, 'key', keyId],
    queryFn: async ({ signal }) => {
      const { body, headers } = await surface.read(api, keyId, signal);
      return { key: body, etag: headers.get('etag') ?? '' };
    },
  });
