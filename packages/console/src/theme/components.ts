import { Badge, Drawer, Modal, mergeThemeOverrides } from '@mantine/core';
import { strings } from '../strings/index.ts';
import classes from './components.module.css';
import { theme } from './theme.ts';

const closeButtonProps = { 'aria-label': strings.common.close };

/** The theme with what the library's components do differently here. Locking the scroll would take an inline style. */
export const components = mergeThemeOverrides(theme, {
  components: {
    Badge: Badge.extend({ classNames: { root: classes.badge } }),
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, closeButtonProps, padding: 'lg' },
      classNames: { title: classes.title },
    }),
    Drawer: Drawer.extend({
      defaultProps: { lockScroll: false, closeButtonProps },
      classNames: { title: classes.title },
    }),
  },
});
