import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { strings } from '../strings/index.ts';

/** The rough shape of a list, while it loads. */
export function PageSkeleton({ rows = 6 }: { readonly rows?: number }) {
  return (
    <Stack gap="sm" aria-busy="true">
      <VisuallyHidden role="status">{strings.controls.loading}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
        <Skeleton key={row} height={36} />
      ))}
    </Stack>
  );
}
