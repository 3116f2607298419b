import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/graphiql/',
  plugins: [react()],
  build: {
    outDir: '../../internal/server/assets/graphiql',
    emptyOutDir: true,
    chunkSizeWarningLimit: 5000,
  },
});
