import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './scripts/lib/vitest-summary.mjs';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Native modules, signals and working folders want processes of their own.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    // Servers start in hooks.
    hookTimeout: 90_000,
    teardownTimeout: 20_000,
    globalSetup: ['test/support/servers-on-demand.ts'],
    reporters: ['default', new SummaryReporter()],
  },
});
