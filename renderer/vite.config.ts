import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const station = process.env['SIGHTLINE_STATION'] ?? 'http://127.0.0.1:8787';

/**
 * The screen, built into `.build/renderer`. The server that hands it out replaces `__NONCE__` at every load; nothing is
 * inlined, so that a policy without `unsafe-inline` and without `data:` holds.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('../.build/renderer', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2024',
    sourcemap: true,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: station, ws: true, changeOrigin: true },
      '/pictures': { target: station, changeOrigin: true },
      '/healthz': { target: station, changeOrigin: true },
    },
  },
});
