/**
 * Temporal's time-skipping test server (Java), fetched once by Maven into the user's cache. Custom
 * search attributes, listings and Schedules are not there; those are tested on the dev server.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const version = '1.30.1';
const cache = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'muster',
  `temporal-test-server-${version}`,
);

const runs = (command: string) => spawnSync(command, ['-version'], { stdio: 'ignore' }).status === 0;

/** Why time-skipping tests cannot run here, or null. */
export const timeSkippingSkipReason: string | null = !runs('java')
  ? 'java is not installed'
  : !existsSync(join(cache, 'server')) && !runs('mvn')
    ? 'maven is not installed'
    : null;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>test</groupId><artifactId>test</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${version}</version>
  </dependency></dependencies>
</project>`;

/** Safe from several processes at once: each fetches into a folder of its own, the first to finish wins. */
function ensureServer(): string {
  const script = join(cache, 'server');
  if (existsSync(script)) return script;
  const fresh = `${cache}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'pom.xml'), pom);
  execFileSync('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], {
    cwd: fresh,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(
    join(fresh, 'server'),
    '#!/bin/sh\nexec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$1"\n',
  );
  chmodSync(join(fresh, 'server'), 0o755);
  try {
    renameSync(fresh, cache);
  } catch {
    // Another process was first; its server is as good.
    rmSync(fresh, { recursive: true, force: true });
  }
  return script;
}

export const timeSkipping = (): Promise<TestWorkflowEnvironment> =>
  TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: ensureServer() } },
  });
