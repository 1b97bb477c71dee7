/**
 * What Lighthouse says of home, groups and the page of a group with 5,000 members, signed in as an
 * administrator: performance and accessibility, of 100. Below 95 the bench fails.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import pg from 'pg';
import { chromium } from 'playwright-core';
import { ensureUi } from '../../scripts/lib/ui.mjs';
import { browserMissing, signIn } from '../support/browser.ts';
import { fillLocal } from '../support/local-directory.ts';
import { freePort, until } from '../support/ports.ts';
import { OwnServers } from '../support/servers.ts';
import { adminLogin, adminPassword, Stack } from '../support/stack.ts';

const wanted = 95;
const members = 5_000;
/** A lone figure of a busy machine says little: the best of so many counts. */
const attempts = 3;

if (browserMissing !== undefined) {
  console.log(`lighthouse: skipped, ${browserMissing}`);
  process.exit(0);
}

await ensureUi();
await using servers = await OwnServers.start();
await using stack = await Stack.create(servers);
await stack.start('api', 'worker');
const admin = await stack.bootstrap();
const { storeId, groupId } = await largeGroup();

const profile = await mkdtemp(join(tmpdir(), 'muster-lighthouse-'));
const port = await freePort();
// Lighthouse drives the same browser over its debugging port, so it is signed in as we are.
const context = await chromium.launchPersistentContext(profile, {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--remote-debugging-port=${port}`],
});
const low: string[] = [];
try {
  await signIn(await context.newPage(), stack.base, { login: adminLogin, password: adminPassword });
  console.log(`${members.toLocaleString('en')} members in the group, on ${process.version}; desktop\n`);
  for (const [name, path] of [
    ['home', '/'],
    ['groups', '/groups'],
    ['group, its members', `/groups/${storeId}/${groupId}?tab=members`],
  ] as const) {
    const best = await measure(`${stack.base}${path}`);
    console.log(`  ${name.padEnd(22)} ${best.words}`);
    for (const hint of best.hints) console.log(`      ${hint}`);
    if (best.performance < wanted || best.accessibility < wanted) low.push(name);
  }
} finally {
  await context.close();
  await rm(profile, { recursive: true, force: true });
}
if (low.length > 0) {
  console.log(`\nBelow ${String(wanted)}: ${low.join('; ')}`);
  process.exitCode = 1;
}

interface Figures {
  readonly performance: number;
  readonly accessibility: number;
  readonly words: string;
  /** Audits that cost points. */
  readonly hints: readonly string[];
}

async function measure(url: string): Promise<Figures> {
  let best: Figures | null = null;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const figures = await once(url);
    if (best === null || figures.performance > best.performance) best = figures;
    if (best.performance >= wanted) break;
  }
  if (best === null) throw new Error('Nothing was measured.');
  return best;
}

async function once(url: string): Promise<Figures> {
  const result = await lighthouse(
    url,
    { port, logLevel: 'error', onlyCategories: ['performance', 'accessibility'], disableStorageReset: true },
    desktopConfig,
  );
  if (result === undefined) throw new Error(`Lighthouse has no result for ${url}.`);
  const { categories, audits, finalDisplayedUrl, runtimeError } = result.lhr;
  if (runtimeError !== undefined) throw new Error(runtimeError.message);
  if (finalDisplayedUrl !== url) throw new Error(`Lighthouse was led to ${finalDisplayedUrl}.`);
  const points = (id: string) => Math.round((categories[id]?.score ?? 0) * 100);
  const shown = (id: string) => audits[id]?.displayValue ?? '–';
  const costly = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const audit = audits[id];
      return weight > 0 && audit !== undefined && audit.score !== null && audit.score < 0.9
        ? [`${audit.title}: ${audit.displayValue ?? ''}`]
        : [];
    }),
  );
  return {
    performance: points('performance'),
    accessibility: points('accessibility'),
    words: [
      `performance ${String(points('performance')).padStart(3)}`,
      `accessibility ${String(points('accessibility')).padStart(3)}`,
      `first paint ${shown('first-contentful-paint')}`,
      `largest paint ${shown('largest-contentful-paint')}`,
      `blocked ${shown('total-blocking-time')}`,
      `shift ${shown('cumulative-layout-shift')}`,
    ].join('  '),
    hints: costly,
  };
}

/** Past the provider: one transaction per object would take minutes. Then read into the index as always. */
async function largeGroup(): Promise<{ storeId: string; groupId: string }> {
  const client = new pg.Client({ connectionString: servers.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; instance: string }>(
      `select id, settings->>'instanceId' as instance from identity_stores where kind = 'local'`,
    );
    const [store] = rows;
    if (store === undefined) throw new Error('There is no local store.');
    await fillLocal(servers.databaseUrl, store.instance, { users: members, groups: 200 });
    await client.query(
      `set search_path to ${client.escapeIdentifier(`local_${store.instance.replaceAll('-', '')}`)}`,
    );
    const filled = await client.query<{ id: string }>(
      `with large as (select id from objects where kind = 'group' and attributes->>'name' = 'group 1'),
         added as (insert into memberships select large.id, u.id from large, objects u where u.kind = 'user'
                   on conflict do nothing)
       select id from large`,
    );
    const stamp = async () => (await admin.get(`/stores/${store.id}`)).body.lastReplicatedAt as string | null;
    const before = await stamp();
    await admin.post(`/stores/${store.id}/replicate`);
    await until('the store to be read', 120_000, async () => (await stamp()) !== before);
    const [large] = filled.rows;
    if (large === undefined) throw new Error('The large group is not there.');
    return { storeId: store.id, groupId: large.id };
  } finally {
    await client.end();
  }
}
