import { Badge, Group } from '@mantine/core';

export function PermissionBadges({ permissions }: { readonly permissions: readonly string[] }) {
  return (
    <Group gap={4}>
      {permissions.map((permission) => (
        <Badge key={permission} variant="light" color="gray" tt="none" fw={500}>
          {permission}
        </Badge>
      ))}
    </Group>
  );
}
