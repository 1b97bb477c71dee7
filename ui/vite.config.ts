import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API puts the nonce of each answer in its place (api/plugins/ui.ts). */
const noncePlaceholder = '__MUSTER_CSP_NONCE__';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // Read by scripts/lib/ui.mjs to add up what the first load fetches.
    manifest: true,
    // The content policy allows no data: in scripts and fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
