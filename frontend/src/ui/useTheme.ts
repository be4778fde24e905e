import { useMantineColorScheme } from '@mantine/core';

/** Light or dark; the choice stays on the device, until then the device's own is used. */
export function useTheme(): { dark: boolean; toggle: () => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark =
    colorScheme === 'dark' ||
    (colorScheme === 'auto' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  return { dark, toggle: () => setColorScheme(dark ? 'light' : 'dark') };
}
