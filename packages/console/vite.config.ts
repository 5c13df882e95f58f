import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { earlyScript } from './build/early-script.ts';
import { themeVariables } from './build/theme-variables.ts';

export default defineConfig({
  plugins: [react(), themeVariables(), earlyScript('/first-page/early-requests.ts')],
  build: {
    // A `data:` font or script would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Else each page asks for a dozen small files, one after the other.
          groups: [
            { name: 'early', test: /\/early-requests\.ts$/, priority: 2 },
            { name: 'libraries', test: /node_modules/, priority: 1 },
            { name: 'shared', test: /\/console\/src\//, minShareCount: 2 },
          ],
        },
      },
    },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 800,
  },
  server: { proxy: { '/session': 'http://127.0.0.1:4000', '/v1': 'http://127.0.0.1:4000' } },
});
