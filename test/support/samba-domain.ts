/** Provisions Samba domains: once for each kind of domain in a run of the tests, then by copies. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './ports.ts';

const run = promisify(execFile);

export interface SambaDomain {
  readonly domain: string;
  readonly netbiosName: string;
  readonly adminPassword: string;
}

/**
 * Puts the files of a new domain into `folder`, which must not exist. Provisioning costs ten seconds of
 * processor time, a copy a tenth of one. Copies of one run have the same SIDs and GUIDs, so two of
 * them are told apart by their domain's name.
 */
export async function provisionDomain(wanted: SambaDomain, folder: string): Promise<void> {
  const shared = process.env.TEST_SHARED_FOLDER;
  // A bench runs by itself.
  if (shared === undefined) return provision(wanted, folder);
  const template = join(shared, `samba-${wanted.domain}-${wanted.netbiosName}-${wanted.adminPassword}`);
  const claim = `${template}.claim`;
  while (!existsSync(template)) {
    if (await isFirst(claim)) {
      try {
        if (existsSync(template)) break;
        await provision(wanted, `${template}.new`);
        await rename(`${template}.new`, template);
      } finally {
        await rm(claim, { recursive: true, force: true });
      }
    } else await until(`the domain ${wanted.domain} to be provisioned`, 120_000, () => !existsSync(claim));
  }
  await run('cp', ['-a', '--sparse=always', template, folder]);
}

/** Test files run in processes of their own: a folder can be made by one of them only. */
async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function provision({ domain, netbiosName, adminPassword }: SambaDomain, folder: string): Promise<void> {
  await run('samba-tool', [
    ...['domain', 'provision', '--server-role=dc', '--use-rfc2307', '--dns-backend=NONE', '--host-name=dc1'],
    ...[`--realm=${domain.toUpperCase()}`, `--domain=${netbiosName}`, `--adminpass=${adminPassword}`],
    // Looked at by nobody afterwards, but without them the machine's own addresses are written down.
    ...[`--targetdir=${folder}`, '--option=interfaces=127.0.0.1/8', '--option=bind interfaces only=yes'],
  ]);
}
