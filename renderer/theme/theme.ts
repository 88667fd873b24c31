/** Mantine in the station's own tokens; `tokens.css` is where the colours are. */
import { createTheme, localStorageColorSchemeManager } from '@mantine/core';

export const theme = createTheme({
  fontFamily: "'Inter Variable', 'Noto Sans SC Variable', system-ui, sans-serif",
  defaultRadius: 10,
  respectReducedMotion: true,
  cursorType: 'pointer',
});

export const colorSchemes = localStorageColorSchemeManager({ key: 'sightline.appearance' });

/** The nonce of this load, as the server wrote it into the page. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
