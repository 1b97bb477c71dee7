import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './scripts/lib/vitest-summary.mjs';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Native modules, signals and working folders want processes of their own.
    pool: 'forks',
    // More than the cores of a small machine: a file often waits for a server or for a clock.
    maxWorkers: 3,
    testTimeout: 30_000,
    // Real servers on a busy machine may miss a beat once; a second miss fails, and the report shows retries.
    retry: process.env.CI === undefined ? 0 : 1,
    // Servers start in hooks.
    hookTimeout: 90_000,
    teardownTimeout: 20_000,
    globalSetup: ['test/support/servers-on-demand.ts'],
    reporters: ['default', new SummaryReporter()],
  },
});
