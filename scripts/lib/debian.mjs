/** Installs what the tests need from Debian, without letting it run as a service. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { Problem, say, step } from './progress.mjs';

/**
 * Real counterparts of the tests: a domain controller, two LDAP servers and the tools that look at them from outside,
 * and a browser.
 */
const packages = [
  ...['samba', 'samba-dsdb-modules', 'samba-vfs-modules', 'samba-ad-provision', 'winbind'],
  ...['ldb-tools', 'slapd', 'ldap-utils', 'attr', 'acl', '389-ds-base', 'libnss3-tools', 'chromium'],
];

/** Any vendor's will do: asked for by its command. Temporal's time-skipping server is a Java program. */
const commands = { java: 'default-jre-headless', mvn: 'maven' };

const policyFile = '/usr/sbin/policy-rc.d';
const policyMark = "# Written by Muster's test command while it installs packages; may be deleted.";

const isDebian = () => existsSync('/etc/debian_version') && works('dpkg-query', ['--version']);

/**
 * @param {string} command
 * @param {string[]} args
 */
const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** @param {string} name */
const isInstalled = (name) =>
  spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' }).stdout ===
  'install ok installed';

const missing = () => [
  ...packages.filter((name) => !isInstalled(name)),
  ...Object.entries(commands).flatMap(([command, name]) =>
    spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined ? [] : [name],
  ),
];

/**
 * Names and installs what is missing, where that is possible; says what will be skipped otherwise.
 * @param {{ install: boolean }} options
 */
export async function ensureTestPackages({ install }) {
  if (!isDebian()) {
    say('  --  This is no Debian system: tests whose servers are not installed are skipped by name.');
    return;
  }
  const names = missing();
  if (names.length === 0) return;
  const list = names.join(' ');
  if (!install || process.getuid?.() !== 0) {
    const why = install ? 'only root can install them' : '--no-install was given';
    say(`  --  Missing Debian packages, and ${why}: ${list}`);
    say('      The tests that need them are skipped by name.');
    return;
  }
  say(`  ... The tests need these Debian packages, which are installed now: ${list}`);
  await installPackages(names);
}

/** @param {string[]} names */
async function installPackages(names) {
  const restore = forbidServices();
  process.once('exit', restore);
  try {
    await step('Updating the package lists', () => apt(['update']));
    await step('Installing Debian packages', () =>
      apt(['install', '-y', '--no-install-recommends', ...names]),
    );
  } finally {
    restore();
    process.off('exit', restore);
  }
  disableUnits(names);
}

/** Debian asks this script before it starts a service; 101 means no. @returns {() => void} puts back what was there */
function forbidServices() {
  const before = existsSync(policyFile) ? readFileSync(policyFile, 'utf8') : null;
  writeFileSync(policyFile, `#!/bin/sh\n${policyMark}\nexit 101\n`, { mode: 0o755 });
  return () => {
    if (before === null || before.includes(policyMark)) rmSync(policyFile, { force: true });
    else writeFileSync(policyFile, before, { mode: 0o755 });
  };
}

/** Nor may they start with the machine. @param {string[]} names */
function disableUnits(names) {
  if (!existsSync('/run/systemd/system')) return;
  const { stdout } = spawnSync('dpkg-query', ['-L', ...names], { encoding: 'utf8' });
  const units = [...new Set(stdout.match(/[^/\n]+\.service$/gm) ?? [])].filter((unit) => !unit.includes('@'));
  if (units.length > 0) spawnSync('systemctl', ['disable', '--quiet', ...units], { stdio: 'ignore' });
}

/** @param {string[]} args */
function apt(args) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const child = spawn('apt-get', ['-q', ...args], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let words = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => (words = (words + chunk).slice(-3_000)));
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) return resolve();
        reject(
          new Problem(
            `apt-get ${args[0]} did not work:\n${words.trim()}\nRepair that, or run npm test -- --no-install to skip the tests that need the packages.`,
          ),
        );
      });
    })
  );
}
