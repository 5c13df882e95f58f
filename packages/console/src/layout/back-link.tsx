import { Group } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from '../router/link.tsx';

/** From a thing's own page to the list that it stands in. */
export function BackLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Group gap={4} mb="xs">
      <IconArrowLeft size={16} aria-hidden />
      <Link to={to}>{children}</Link>
    </Group>
  );
}
