import { Burger, Drawer, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { strings } from '../strings/index.ts';
import { AccountMenu } from './account-menu.tsx';
import { ColorSchemeButton } from './color-scheme-button.tsx';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { PlaceSwitcher } from './place-switcher.tsx';
import classes from './shell.module.css';

const text = strings.navigation;

/** The frame of every page: where one is, where one can go, and who one is. */
export function Shell() {
  const [opened, { close, toggle }] = useDisclosure(false);
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer
  useEffect(close, [pathname]);

  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {text.skip}
      </a>
      <header className={classes.header}>
        <Group wrap="nowrap" gap="xs">
          <Burger
            className={classes.burger}
            opened={opened}
            onClick={toggle}
            size="sm"
            aria-label={opened ? text.close : text.open}
          />
          <Logo />
        </Group>
        <Group wrap="nowrap" gap="xs">
          <ColorSchemeButton />
          <AccountMenu />
        </Group>
      </header>
      <aside className={classes.side}>
        <PlaceSwitcher />
        <Navigation label={text.main} />
      </aside>
      <Drawer
        opened={opened}
        onClose={close}
        title={<Logo />}
        size={300}
        closeButtonProps={{ 'aria-label': text.close }}
      >
        <PlaceSwitcher />
        <Navigation label={text.main} />
      </Drawer>
      <main id="content" className={classes.content} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
