/**
 * `muster bootstrap --store NAME --login NAME [--name DISPLAY-NAME] [--domain DOMAIN] [--password-stdin]`:
 * makes the first administrator of a new installation in a local store, with a portal to sign in to.
 */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { connectDatabase } from '../../database/client.ts';
import { readConfig } from '../config.ts';
import { ensureKeyFile, loadKeyRing } from '../keyring.ts';
import { createLogger } from '../log.ts';
import { createProviderPool } from '../provider-pool.ts';
import { minPasswordLength, setUp } from '../set-up.ts';

const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    login: { type: 'string' },
    name: { type: 'string' },
    domain: { type: 'string', default: 'muster.local' },
    'password-stdin': { type: 'boolean', default: false },
  },
});

async function run(): Promise<void> {
  const { store, login, domain } = values;
  if (store === undefined || login === undefined) {
    throw new Error(
      'Usage: muster bootstrap --store NAME --login NAME [--name DISPLAY-NAME] [--domain DOMAIN] [--password-stdin]',
    );
  }
  const password = values['password-stdin'] ? await passwordFromInput() : await promptTwice();
  const config = readConfig({ TEMPORAL_ADDRESS: 'not used', ...process.env });
  const log = createLogger('bootstrap', config.logLevel === 'info' ? 'warn' : config.logLevel);
  await ensureKeyFile(config.keysFile);
  const keyRing = await loadKeyRing(config.keysFile);
  await using database = connectDatabase(config.databaseUrl, 4, (error) => {
    log.warn({ err: error }, 'a database connection was lost');
  });
  const { db } = database;
  await using providers = createProviderPool({ db, keyRing, log, embeddedDatabaseUrl: config.databaseUrl });
  const made = await setUp(
    { db, providers },
    { storeName: store, loginName: login, displayName: values.name ?? login, password, domain },
  );
  process.stdout.write(
    `The administrator ${login} can sign in to the identity store ${store} at ${config.publicUrl.href}.\n` +
      `Store ${made.storeId}, group Muster Administrators ${made.groupId}, portal path ${made.portalPath}.\n`,
  );
}

/** One line; its end is not part of the password. */
async function passwordFromInput(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, '');
}

async function promptTwice(): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new Error('There is no terminal to type the password in. Use --password-stdin.');
  }
  const first = await prompt(
    `Password of the first administrator (${minPasswordLength} characters or more): `,
  );
  if (first !== (await prompt('The same again: '))) {
    throw new Error('The two passwords differ. Run the command again.');
  }
  return first;
}

/** Asks without showing what is typed. */
async function prompt(question: string): Promise<string> {
  process.stdout.write(question);
  const silent = new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('close', () => {
        reject(new Error('Nothing was typed, so nothing was made.'));
      });
    });
  } finally {
    lines.close();
    process.stdout.write('\n');
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
