import { Badge, Group, Text } from '@mantine/core';
import { strings } from '../strings/index.ts';

interface PermissionBadgesProps {
  readonly permissions: readonly string[];
  /** How many are shown, where there is little room; the others are counted. */
  readonly most?: number;
}

export function PermissionBadges({ permissions, most = permissions.length }: PermissionBadgesProps) {
  const others = permissions.slice(most);
  return (
    <Group gap={4}>
      {permissions.slice(0, most).map((permission) => (
        <Badge key={permission} variant="light" color="gray" tt="none" fw={500}>
          {permission}
        </Badge>
      ))}
      {others.length > 0 && (
        <Text size="xs" c="dimmed" title={others.join(', ')}>
          {strings.keys.morePermissions(others.length)}
        </Text>
      )}
    </Group>
  );
}
