import { Badge, Combobox, Drawer, Menu, Modal, mergeThemeOverrides } from '@mantine/core';
import { strings } from '../strings/index.ts';
import classes from './components.module.css';
import { theme } from './theme.ts';

const portalProps = { target: '#dialogs' };
const closeButtonProps = { 'aria-label': strings.controls.close };

/** The theme with what the library's components do differently here. Locking the scroll would take an inline style. */
export const components = mergeThemeOverrides(theme, {
  components: {
    Badge: Badge.extend({ classNames: { root: classes.badge } }),
    // A list that is closed is not there: else every field of a page with several had its own, measured and all.
    Combobox: Combobox.extend({ defaultProps: { keepMounted: false } }),
    // The library's own place for the first focus is no item, which a menu must not have; and a menu belongs to the page.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, portalProps: { target: '#content' } } }),
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
