import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { strings } from '../strings/index.ts';

export function ColorSchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const [other, label, Picture] =
    scheme === 'dark'
      ? (['light', strings.navigation.toLight, IconSun] as const)
      : (['dark', strings.navigation.toDark, IconMoon] as const);
  return (
    <ActionIcon variant="default" size="lg" aria-label={label} title={label} onClick={() => setColorScheme(other)}>
      <Picture size={18} />
    </ActionIcon>
  );
}
