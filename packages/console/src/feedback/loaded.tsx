import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';
import { PageSkeleton } from './page-skeleton.tsx';

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
  readonly skeleton?: ReactNode;
}

/** What a query answered; until then a skeleton, and the reason where it failed with nothing to show. */
export function Loaded<Data>({ query, children, skeleton = <PageSkeleton /> }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return skeleton;
}
