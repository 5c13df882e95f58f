import { Badge, Drawer, Menu, Modal, mergeThemeOverrides } from '@mantine/core';
import { strings } from '../strings/index.ts';
import classes from './components.module.css';
import { theme } from './theme.ts';

const portalProps = { target: '#dialogs' };
const closeButtonProps = { 'aria-label': strings.common.close };

/** The theme with what the library's components do differently here. Locking the scroll would take an inline style. */
export const components = mergeThemeOverrides(theme, {
  components: {
    Badge: Badge.extend({ classNames: { root: classes.badge } }),
    // Its own place for the first focus is no item of the menu, which a menu must not have.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, closeButtonProps, portalProps, padding: 'lg' },
      classNames: { title: classes.title },
    }),
    Drawer: Drawer.extend({
      defaultProps: { lockScroll: false, closeButtonProps, portalProps },
      classNames: { title: classes.title },
    }),
  },
});
