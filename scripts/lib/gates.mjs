/** The checks that need no server, in order of cost; each counts as one test. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inRoot, root } from './checkout.mjs';
import { say, secondsSince } from './progress.mjs';
import { ensureUi } from './ui.mjs';

/** @typedef {{ name: string, run: (temporary: string) => Promise<string | null> }} Gate what is wrong, or null */

/**
 * @param {string[]} command package's script and its arguments
 * @returns {Promise<string | null>} its words when it failed
 */
async function script(command) {
  const { failed, words } = await wordsOf(command);
  return failed ? words : null;
}

/**
 * @param {string[]} command package's script and its arguments
 * @returns {Promise<{ failed: boolean, words: string }>}
 */
function wordsOf([file = '', ...args]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [inRoot('node_modules', file), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    });
    let words = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (words += chunk));
    child.on('error', (error) => resolve({ failed: true, words: error.message }));
    child.on('close', (code) => resolve({ failed: code !== 0, words: words.trim() || `exit code ${code}` }));
  });
}

const migrations = inRoot('activities', 'database', 'migrations');

/** Two branches that each add a migration must not land in an order that drizzle would skip. */
async function migrationsInOrder() {
  const { entries } = JSON.parse(readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8'));
  /** @type {{ idx: number, when: number, tag: string }[]} */
  const journal = entries;
  const problems = journal.flatMap((entry, index) => {
    const before = journal[index - 1];
    return before !== undefined && entry.when <= before.when
      ? [`${entry.tag} is not newer than ${before.tag}: generate it again`]
      : [];
  });
  const named = new Set(journal.map(({ tag }) => `${tag}.sql`));
  const files = new Set(readdirSync(migrations).filter((name) => name.endsWith('.sql')));
  for (const name of files) if (!named.has(name)) problems.push(`${name} is not in the journal`);
  for (const name of named) if (!files.has(name)) problems.push(`${name} is in the journal and nowhere else`);
  return problems.length === 0 ? null : problems.join('\n');
}

/**
 * The schema in code and the migrations say the same: generating makes nothing new.
 * @param {string} temporary
 */
async function schemaIsMigrated(temporary) {
  const copy = mkdtempSync(join(temporary, 'migrations-'));
  cpSync(migrations, copy, { recursive: true });
  const { words } = await wordsOf([
    ...['drizzle-kit/bin.cjs', 'generate', '--dialect=postgresql', '--casing=snake_case'],
    // It puts `./` before whatever it is given, and ends with 0 even where it could read nothing.
    ...[`--schema=${inRoot('activities', 'database', 'schema')}/*.ts`, `--out=${relative(root, copy)}`],
  ]);
  return words.includes('No schema changes')
    ? null
    : `The schema has changes without a migration: run npx drizzle-kit generate, read what it made, and commit it.\n${words}`;
}

/** The types of the web pages' client are what the routes and schemas say today. */
const clientIsCurrent = () => script(['../scripts/api-types.mjs', '--check']);

/** @returns {Promise<string | null>} what is wrong */
async function pagesBuild() {
  try {
    await ensureUi();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @type {readonly Gate[]} */
const gates = [
  { name: 'types', run: () => script(['typescript/bin/tsc', '-p', '.']) },
  {
    name: 'determinism fence of the workflows',
    run: () => script(['typescript/bin/tsc', '-p', 'workflows']),
  },
  { name: 'types of the web pages', run: () => script(['typescript/bin/tsc', '-p', 'ui']) },
  { name: 'the web pages build and load fast', run: pagesBuild },
  { name: "the pages' client is of this API", run: clientIsCurrent },
  { name: 'lint', run: () => script(['eslint/bin/eslint.js', '.']) },
  { name: 'format', run: () => script(['prettier/bin/prettier.cjs', '--check', '.']) },
  {
    name: 'dependency rules',
    run: () =>
      script([
        'dependency-cruiser/bin/dependency-cruiser.mjs',
        'workflows',
        'activities',
        'api',
        'ui/src',
        '--config',
        '.dependency-cruiser.cjs',
      ]),
  },
  { name: 'no dead code', run: () => script(['knip/bin/knip.js', '--no-progress']) },
  {
    name: 'migrations are consistent',
    run: () =>
      script([
        'drizzle-kit/bin.cjs',
        'check',
        '--dialect=postgresql',
        '--out=activities/database/migrations',
      ]),
  },
  { name: 'migrations are in order', run: migrationsInOrder },
  { name: 'schema is migrated', run: schemaIsMigrated },
];

/**
 * Runs all, two at a time.
 * @param {string} temporary
 * @returns {Promise<string[]>} names of those that failed
 */
export async function runGates(temporary) {
  /** @type {string[]} */
  const failed = [];
  const waiting = [...gates];
  const lane = async () => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
      const startedAt = performance.now();
      const problem = await gate.run(temporary);
      say(`  ${problem === null ? 'ok ' : '-- '} ${gate.name} (${secondsSince(startedAt)})`);
      if (problem !== null) {
        failed.push(gate.name);
        say(problem.replace(/^/gm, '      '));
      }
    }
  };
  await Promise.all([lane(), lane()]);
  return failed;
}

export const gateCount = gates.length;
