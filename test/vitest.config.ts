import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/support/postgres-server.ts'],
    // Processes and not threads: some tests start and kill servers, and PGlite's memory goes with its process.
    pool: 'forks',
    maxWorkers: 2,
    // Generous for a busy machine: unpacking the browser and starting a PGlite each take seconds of processor time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    retry: 0,
    allowOnly: false,
  },
});
