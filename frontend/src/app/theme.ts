import { createTheme, localStorageColorSchemeManager } from '@mantine/core';

/** Mantine's part of the look; the colours themselves are in styles/tokens.css, so that no style is injected (CSP). */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 7,
  colors: {
    pine: [
      '#e4f1ec',
      '#cfe6dd',
      '#93c9b6',
      '#6bcab0',
      '#46997f',
      '#2f9079',
      '#1f8a72',
      '#146c59',
      '#0f5a4a',
      '#0b3d32',
    ],
  },
  fontFamily: 'var(--font)',
  defaultRadius: 'md',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'md', radius: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { size: 'md' } },
  },
});

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'lianxin.theme' });
