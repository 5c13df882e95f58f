import { ProblemError } from '@keyward/client';
import { QueryCache, QueryClient } from '@tanstack/react-query';

const listeners = new Set<() => void>();

/** Calls `listener` whenever a query was refused because the session is over. Answers how to stop that. */
export function onSessionEnded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The cache of what was read. The client below it repeats what failed for the moment, so nothing is repeated here. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      if (error instanceof ProblemError && error.status === 401) for (const listener of listeners) listener();
    },
  }),
  defaultOptions: {
    queries: { retry: false, staleTime: 10_000, refetchOnWindowFocus: true, networkMode: 'always' },
  },
});
