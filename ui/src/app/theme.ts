/** One accent, neutral greys, Inter, a 4-px grid. Colours of text keep a contrast of 4.5 in both schemes. */
import { createTheme, type CSSVariablesResolver, type MantineThemeOverride } from '@mantine/core';

const dialog = { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45 } };

const theme = createTheme({
  colors: {
    // Mantine's own are warm; the surfaces below are cool.
    dark: [
      '#d3d8e0',
      '#b4bbc7',
      '#949ba8',
      '#6b7380',
      '#3a404b',
      '#2c3038',
      '#20242b',
      '#16181d',
      '#121418',
      '#0e1013',
    ],
  },
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '2rem' },
      h2: { fontSize: '1.125rem', lineHeight: '1.5rem' },
      h3: { fontSize: '1rem', lineHeight: '1.5rem' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: { openDelay: 300, withArrow: true, events: { hover: true, focus: true, touch: false } },
    },
    TextInput: { defaultProps: { maw: 560 } },
    Textarea: { defaultProps: { maw: 560, autosize: true, minRows: 2, maxRows: 8 } },
    Select: { defaultProps: { maw: 560 } },
    MultiSelect: { defaultProps: { maw: 560 } },
    PasswordInput: { defaultProps: { maw: 560 } },
    NumberInput: { defaultProps: { maw: 240 } },
  },
});

/** @param close what a button says, to those who hear it, that ends a dialog, a drawer or a message */
export function themeWith(close: string): MantineThemeOverride {
  const closeButtonProps = { 'aria-label': close };
  return {
    ...theme,
    components: {
      ...theme.components,
      Modal: { defaultProps: { ...dialog, closeButtonProps } },
      Drawer: { defaultProps: { closeButtonProps } },
      Notification: { defaultProps: { closeButtonProps } },
    },
  };
}

/** Notes have the colours of states; Mantine's own, set for each scheme, are louder. */
const notes = {
  '--mantine-color-yellow-light': 'var(--m-wait-back)',
  '--mantine-color-red-light': 'var(--m-bad-back)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...notes,
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b1f27',
    '--mantine-color-dimmed': '#58606d',
    '--mantine-color-placeholder': '#6b7380',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#3047b8',
    '--m-canvas': '#f7f8fa',
    '--m-line': '#e3e6eb',
    '--m-hover': '#f1f3f7',
    '--m-ok': '#12683a',
    '--m-ok-back': '#e3f5ea',
    '--m-wait': '#8a4b00',
    '--m-wait-back': '#fdf0da',
    '--m-bad': '#a61b12',
    '--m-bad-back': '#fdeae8',
    '--m-run': '#2b46b8',
    '--m-run-back': '#e8edfd',
    '--m-quiet': '#4b5362',
    '--m-quiet-back': '#edeff3',
  },
  dark: {
    ...notes,
    '--mantine-color-body': '#16181d',
    '--mantine-color-text': '#e4e7ec',
    '--mantine-color-dimmed': '#a2a9b5',
    '--mantine-color-placeholder': '#949ba8',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-anchor': '#a5b8ff',
    '--m-canvas': '#101216',
    '--m-line': '#2c3038',
    '--m-hover': '#20242b',
    '--m-ok': '#7fd6a2',
    '--m-ok-back': '#14301f',
    '--m-wait': '#f2b866',
    '--m-wait-back': '#36270e',
    '--m-bad': '#ff9a8f',
    '--m-bad-back': '#3c1a17',
    '--m-run': '#a5b8ff',
    '--m-run-back': '#1c2647',
    '--m-quiet': '#bac0cb',
    '--m-quiet-back': '#262a32',
  },
});
