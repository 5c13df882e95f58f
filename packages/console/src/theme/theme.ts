import { type CSSVariablesResolver, createTheme, defaultCssVariablesResolver } from '@mantine/core';

/** How the console looks: the library's own theme, with colours that keep WCAG's contrast in both schemes. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
});

const TINTED = ['indigo', 'red', 'green', 'yellow', 'orange', 'blue', 'gray', 'teal', 'grape'];

/** The variables of the theme, with darker text in the light scheme and lighter text in the dark one. */
export const variablesOf: CSSVariablesResolver = (merged) => {
  const { variables, light, dark } = defaultCssVariablesResolver(merged);
  for (const color of TINTED) {
    light[`--mantine-color-${color}-light`] = `var(--mantine-color-${color}-0)`;
    light[`--mantine-color-${color}-light-hover`] = `var(--mantine-color-${color}-1)`;
    light[`--mantine-color-${color}-light-color`] = `color-mix(in srgb, var(--mantine-color-${color}-9), black 25%)`;
    dark[`--mantine-color-${color}-light-color`] = `var(--mantine-color-${color}-1)`;
  }
  light['--mantine-color-dimmed'] = 'var(--mantine-color-gray-7)';
  light['--mantine-color-placeholder'] = 'var(--mantine-color-gray-7)';
  light['--mantine-color-error'] = 'var(--mantine-color-red-9)';
  light['--mantine-color-anchor'] = 'var(--mantine-color-indigo-8)';
  light['--keyward-surface'] = 'var(--mantine-color-white)';
  light['--keyward-ground'] = '#f7f8fb';
  light['--keyward-line'] = 'var(--mantine-color-gray-3)';
  dark['--mantine-color-dimmed'] = 'var(--mantine-color-dark-1)';
  dark['--mantine-color-placeholder'] = 'var(--mantine-color-dark-1)';
  dark['--mantine-color-error'] = 'var(--mantine-color-red-4)';
  dark['--mantine-color-anchor'] = 'var(--mantine-color-indigo-3)';
  dark['--keyward-surface'] = 'var(--mantine-color-dark-7)';
  dark['--keyward-ground'] = 'var(--mantine-color-dark-8)';
  dark['--keyward-line'] = 'var(--mantine-color-dark-5)';
  return { variables, light, dark };
};
