import { Group, Text } from '@mantine/core';
import mark from '../favicon.svg';
import { strings } from '../strings/index.ts';

export function Logo() {
  return (
    <Group gap={10} wrap="nowrap">
      <img src={mark} alt="" width={28} height={28} />
      <Text fw={700} size="lg">
        {strings.navigation.product}
      </Text>
    </Group>
  );
}
