/** Which installation this is: a demo, one that somebody set up, or a new one that asks for its set-up. */
import { connectDatabase } from '../../activities/database/client.ts';
import { getDemo, isEmpty } from '../../activities/database/repositories/installation.ts';
import { problemsOfDemo } from '../../activities/platform/config.ts';
import { demoSignIns, demoStores } from '../../activities/platform/demo/organisation.ts';
import { ensureDemoPassword } from '../../activities/platform/demo/password.ts';
import { hashWords } from '../../activities/platform/random-words.ts';
import { issueSetUpCode } from '../../activities/platform/set-up-code.ts';
import { needsSetUp } from '../../activities/platform/set-up.ts';
import { Problem, say } from './progress.mjs';

/**
 * @typedef {{ kind: 'demo', password: string, toCreate: boolean, toLive: boolean }
 *   | { kind: 'new', code: string }
 *   | { kind: 'own' }} Installation
 */

/**
 * @param {string} url
 * @param {import('../../activities/platform/config.ts').Config} config
 * @returns {Promise<Installation>}
 */
export async function lookAtInstallation(url, config) {
  const database = connectDatabase(url, 1, () => {});
  try {
    const { db } = database;
    const demo = await getDemo(db);
    if (demo !== null || (config.demo && (await isEmpty(db)))) {
      refuseMisplacedDemo(config, demo !== null);
      const password = await ensureDemoPassword(config.home);
      const known = demo !== null && demo.stage !== 'creating' && demo.passwordHash === hashWords(password);
      return { kind: 'demo', password, toCreate: !known, toLive: demo?.stage !== 'complete' };
    }
    return (await needsSetUp(db))
      ? { kind: 'new', code: await issueSetUpCode(db, new Date()) }
      : { kind: 'own' };
  } finally {
    await database[Symbol.asyncDispose]();
  }
}

/**
 * @param {import('../../activities/platform/config.ts').Config} config
 * @param {boolean} exists
 */
function refuseMisplacedDemo(config, exists) {
  if (exists && !config.demo) {
    throw new Problem(
      `${config.home} holds the demo organisation, which stays one. Begin without it in another folder: MUSTER_HOME=~/muster npm start -- --no-demo`,
    );
  }
  const problems = problemsOfDemo(config);
  if (problems.length === 0) return;
  const way = exists ? '' : ' Or start without it: npm start -- --no-demo';
  throw new Problem(
    `Muster's settings need attention:\n${problems.map((p) => `  - ${p}`).join('\n')}\n${way}`,
  );
}

/**
 * @param {Installation} installation
 * @param {URL} publicUrl
 */
export function sayHowToEnter(installation, publicUrl) {
  if (installation.kind === 'own') return;
  say();
  if (installation.kind === 'new') {
    say('This installation has no account yet. Make the first administrator in the browser:');
    say(`  ${new URL('/set-up', publicUrl).href}`);
    say(`  Set-up code    ${installation.code}   (good once, for 24 hours; the next start makes another)`);
    say('or in a second terminal: npx muster bootstrap --store "Head office" --login anna.admin');
    return;
  }
  say('This is a demo with invented people; nothing leaves this machine. Sign in with');
  say(`  Password       ${installation.password}`);
  for (const { name, key } of Object.values(demoStores)) {
    say(`  ${name}`);
    for (const { store, account, what } of demoSignIns) {
      if (store === key) say(`    ${account.padEnd(28)}${what}`);
    }
  }
  if (installation.toLive) {
    say('What these people did so far is being done now, in the background; that takes about half a minute.');
  }
  say('Start without the demo, in another folder: MUSTER_HOME=~/muster npm start -- --no-demo');
}
