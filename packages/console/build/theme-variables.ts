import { convertCssVariables, DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import type { Plugin } from 'vite';
import { theme, variablesOf } from '../src/theme/theme.ts';

const MODULE = 'virtual:theme-variables.css';

/** The theme's CSS variables as a style sheet: put into the page by script they would need `unsafe-inline`. */
export function themeVariables(): Plugin {
  return {
    name: 'theme-variables',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      return convertCssVariables(variablesOf(mergeMantineTheme(DEFAULT_THEME, theme)), ':root');
    },
  };
}
