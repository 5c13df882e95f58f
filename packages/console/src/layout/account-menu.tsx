import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';

export function AccountMenu() {
  const { session, signOut } = useSession();
  const { name, operator } = session.principal;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={strings.navigation.account(name)}>
          <IconUser size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} truncate c="var(--mantine-color-text)">
            {name}
          </Text>
          {operator && <Text size="xs">{strings.navigation.operator}</Text>}
        </Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {strings.signIn.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
