import { Badge } from '@mantine/core';
import { strings } from '../strings/index.ts';
import type { Key } from './key-surface.ts';

const COLORS: Record<Key['status'], string> = {
  active: 'green',
  expiring: 'yellow',
  disabled: 'gray',
  expired: 'orange',
  revoked: 'red',
};

export function KeyStatusBadge({ status }: Pick<Key, 'status'>) {
  return (
    <Badge color={COLORS[status]} variant="light" tt="none">
      {strings.keys.status[status]}
    </Badge>
  );
}
