/**
 * For vitest run by hand: starts PostgreSQL and Temporal when the first test asks for one, once for
 * all of the run's processes, and removes them at its end. Under `npm test` both run already.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopAll } from '../../scripts/lib/processes.mjs';
import { startTestPostgres, startTestTemporal } from '../../scripts/lib/test-servers.mjs';

/** vitest's global set-up; what it returns is the tear-down. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL !== undefined) return undefined;
  const home = await mkdtemp(join(tmpdir(), 'muster-test-'));
  process.env.TEST_SHARED_FOLDER = await mkdtemp(join(home, 'shared-'));
  const started = new Map<string, Promise<Record<string, string>>>();
  const starters: Record<string, () => Promise<Record<string, string>>> = {
    '/postgres': async () => ({ TEST_DATABASE_URL: await startTestPostgres(home) }),
    '/temporal': async () => {
      const { address, cli } = await startTestTemporal(home);
      return { TEST_TEMPORAL_ADDRESS: address, TEST_TEMPORAL_CLI: cli };
    },
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const start = starters[path];
    if (start === undefined) return void response.writeHead(404).end();
    const running = started.get(path) ?? start();
    started.set(path, running);
    running.then(
      (environment) => response.end(JSON.stringify(environment)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.TEST_SERVERS_ON_DEMAND = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async () => {
    server.close();
    await stopAll();
    await rm(home, { recursive: true, force: true });
  };
}
