/**
 * A real Active Directory domain controller (Samba) on a free address of 127.77.0.0/16, with LDAPS
 * by a certificate of the tests' own authority. It ends with the process that started it, however
 * that ends: Samba watches its standard input.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { type CertificateAuthority, createAuthority } from './certificates.ts';
import { provisionDomain } from './samba-domain.ts';

const run = promisify(execFile);
/** Files and answers of a domain of 100,000 objects. */
const maxBuffer = 256 * 1024 * 1024;

export interface SambaOptions {
  readonly domain?: string;
  readonly netbiosName?: string;
  readonly adminPassword?: string;
}

interface SeedUser {
  readonly name: string;
  /** With a password the account is enabled. */
  readonly password?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

interface SeedGroup {
  readonly name: string;
  /** DNs. */
  readonly members?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Samba extends AsyncDisposable {
  readonly address: string;
  /** LDAPS. */
  readonly port: 636;
  /** The name in the certificate; no DNS knows it. */
  readonly host: string;
  readonly domain: string;
  readonly netbiosName: string;
  readonly baseDn: string;
  readonly adminUpn: string;
  readonly adminPassword: string;
  readonly caPem: string;
  readonly authority: CertificateAuthority;
  readonly folder: string;
  /** The process to end from outside, or null while stopped. */
  readonly pid: number | null;
  /** `samba-tool` on this domain's database. */
  tool(...args: readonly string[]): Promise<string>;
  /** `ldapsearch` over verified LDAPS as the administrator: lines of LDIF. */
  ldapsearch(filter: string, ...attributes: readonly string[]): Promise<string>;
  /** Adds entries at once, below the network. */
  ldbAdd(ldif: string): Promise<void>;
  /** Changes entries at once, below the network. */
  ldbModify(ldif: string): Promise<void>;
  /** @returns the DNs, in order; in `CN=Users` unless `container` says otherwise */
  seedUsers(users: readonly SeedUser[], container?: string): Promise<string[]>;
  seedGroups(groups: readonly SeedGroup[], container?: string): Promise<string[]>;
  seedContainer(name: string): Promise<string>;
  /** Orderly, as a service manager would. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  dispose(): Promise<void>;
}

/** Why Samba cannot run here; undefined when it can. Give it to `describe.skipIf` and name it in the title. */
export const sambaMissing: string | undefined = missingReason();

function missingReason(): string | undefined {
  try {
    execFileSync('sh', ['-c', 'command -v samba-tool && command -v samba'], { stdio: 'ignore' });
  } catch {
    return 'samba is not installed';
  }
  return process.getuid?.() === 0 ? undefined : 'samba needs root to listen on port 636';
}

export async function startSamba(options: SambaOptions = {}): Promise<Samba> {
  const domain = options.domain ?? 'corp.example.test';
  const netbiosName = options.netbiosName ?? (domain.split('.')[0] ?? 'corp').toUpperCase();
  const adminPassword = options.adminPassword ?? 'Adm1n-of-the-domain';
  const address = await freeAddress();
  const host = `dc1.${domain}`;
  const baseDn = domain
    .split('.')
    .map((part) => `DC=${part}`)
    .join(',');
  await using undo = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'muster-samba-'));
  undo.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const data = join(folder, 'data');
  const config = join(folder, 'smb.conf');
  const authority = undo.use(await createAuthority(`Authority of ${domain}`));
  await provisionDomain({ domain, netbiosName, adminPassword }, data);
  const certificate = await authority.issue([host, address]);
  await mkdir(join(folder, 'ncalrpc'));
  await writeFile(
    config,
    configuration({ domain, netbiosName, address, folder, data, certificate, authority }),
  );
  const database = join(data, 'private', 'sam.ldb');
  // People may change a password again at once.
  await ldb('ldbmodify', database, `dn: ${baseDn}\nchangetype: modify\nreplace: minPwdAge\nminPwdAge: 0\n`);

  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const child = spawn('samba', ['-i', '-s', config], { stdio: ['pipe', 'pipe', 'pipe'] });
    server = child;
    const log = createWriteStream(join(folder, 'samba.log'), { flags: 'a' });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('exit', () => {
      log.end();
      if (server === child) server = null;
    });
    await answering(address, host, authority.caPem, child).catch(async (error: unknown) => {
      const said = await readFile(join(folder, 'samba.log'), 'utf8').catch(() => '');
      throw new Error(`${String(error)} It said: ${said.slice(-2000)}`, { cause: error });
    });
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const child = server;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
    await released(address);
  };
  const ldapEnvironment = { ...process.env, LDAPTLS_CACERT: authority.caFile, LDAPTLS_REQCERT: 'demand' };
  undo.defer(() => end('SIGKILL'));
  await startWithPatience(start, () => end('SIGKILL'));
  const running = undo.move();
  const dispose = (): Promise<void> => running.disposeAsync();
  return {
    address,
    port: 636,
    host,
    domain,
    netbiosName,
    baseDn,
    adminUpn: `administrator@${domain}`,
    adminPassword,
    caPem: authority.caPem,
    authority,
    folder,
    get pid() {
      return server?.pid ?? null;
    },
    async tool(...args) {
      return (await run('samba-tool', [...args, '-s', config], { maxBuffer })).stdout;
    },
    async ldapsearch(filter, ...attributes) {
      const bind = ['-D', `administrator@${domain}`, '-w', adminPassword];
      const args = ['-LLL', '-x', '-o', 'ldif-wrap=no', '-H', `ldaps://${address}`, ...bind, '-b', baseDn];
      return (await run('ldapsearch', [...args, filter, ...attributes], { env: ldapEnvironment, maxBuffer }))
        .stdout;
    },
    ldbAdd: (ldif) => ldb('ldbadd', database, ldif),
    ldbModify: (ldif) => ldb('ldbmodify', database, ldif),
    async seedUsers(users, container = `CN=Users,${baseDn}`) {
      const entries = users.map((user) => userLdif(user, container, domain));
      await ldb('ldbadd', database, entries.map(({ ldif }) => ldif).join('\n'));
      return entries.map(({ dn }) => dn);
    },
    async seedGroups(groups, container = `CN=Users,${baseDn}`) {
      const entries = groups.map((group) => groupLdif(group, container));
      await ldb('ldbadd', database, entries.map(({ ldif }) => ldif).join('\n'));
      return entries.map(({ dn }) => dn);
    },
    async seedContainer(name) {
      const dn = `OU=${name},${baseDn}`;
      await ldb('ldbadd', database, `dn: ${dn}\nobjectClass: organizationalUnit\n`);
      return dn;
    },
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function userLdif(user: SeedUser, container: string, domain: string): { dn: string; ldif: string } {
  const dn = `CN=${user.name},${container}`;
  const lines = [
    `dn: ${dn}`,
    'objectClass: user',
    `sAMAccountName: ${user.name}`,
    `userPrincipalName: ${user.name}@${domain}`,
    ...Object.entries(user.attributes ?? {}).map(([name, value]) => `${name}: ${value}`),
  ];
  if (user.password === undefined) lines.push('userAccountControl: 514');
  else {
    lines.push('userAccountControl: 512');
    lines.push(`unicodePwd:: ${Buffer.from(`"${user.password}"`, 'utf16le').toString('base64')}`);
  }
  return { dn, ldif: `${lines.join('\n')}\n` };
}

function groupLdif(group: SeedGroup, container: string): { dn: string; ldif: string } {
  const dn = `CN=${group.name},${container}`;
  const lines = [
    `dn: ${dn}`,
    'objectClass: group',
    `sAMAccountName: ${group.name}`,
    ...Object.entries(group.attributes ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(group.members ?? []).map((member) => `member: ${member}`),
  ];
  return { dn, ldif: `${lines.join('\n')}\n` };
}

async function ldb(command: 'ldbadd' | 'ldbmodify', database: string, ldif: string): Promise<void> {
  const child = run(command, ['--option=dsdb:schema update allowed=true', '-H', database], { maxBuffer });
  child.child.stdin?.end(ldif);
  await child;
}

interface Layout {
  readonly domain: string;
  readonly netbiosName: string;
  readonly address: string;
  readonly folder: string;
  readonly data: string;
  readonly certificate: { readonly keyFile: string; readonly certFile: string };
  readonly authority: { readonly caFile: string };
}

const configuration = ({
  domain,
  netbiosName,
  address,
  folder,
  data,
  certificate,
  authority,
}: Layout): string =>
  `[global]
netbios name = DC1
realm = ${domain.toUpperCase()}
workgroup = ${netbiosName}
server role = active directory domain controller
server services = ldap, cldap, kdc, rpc
interfaces = ${address}/8
bind interfaces only = yes
private dir = ${data}/private
lock directory = ${data}
state directory = ${data}/state
cache directory = ${data}/cache
pid directory = ${folder}
ncalrpc dir = ${folder}/ncalrpc
log file = ${folder}/log.%m
idmap_ldb:use rfc2307 = yes
ldap server require strong auth = allow_sasl_over_tls
tls keyfile = ${certificate.keyFile}
tls certfile = ${certificate.certFile}
tls cafile = ${authority.caFile}
`;

/** An address of 127.77.0.0/16 on which nobody listens for LDAP. */
async function freeAddress(): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const part = (): number => 1 + Math.floor(Math.random() * 254);
    const address = `127.77.${part()}.${part()}`;
    if ((await isFree(address, 636)) && (await isFree(address, 389))) return address;
  }
  throw new Error(
    'No free address was found in 127.77.0.0/16. Another LDAP server probably listens on port 389 or 636 of all addresses; stop it while the tests run.',
  );
}

function isFree(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, address, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

/** Waits until the children of an ended server have let its ports go. */
async function released(address: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await isFree(address, 636)) && (await isFree(address, 389))) return;
    await sleep(25);
  }
  throw new Error(`The ports of ${address} are still in use after Samba ended.`);
}

/** A domain controller that misses its start on a busy machine is started once more. */
async function startWithPatience(start: () => Promise<void>, end: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    console.warn('Samba is started once more.', error);
    await end();
    await start();
  }
}

async function answering(address: string, host: string, ca: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Samba ended with ${child.exitCode} at its start.`);
    if (await handshakes(address, host, ca)) return;
    await sleep(50);
  }
  throw new Error('Samba did not answer over LDAPS within 30 seconds.');
}

function handshakes(address: string, host: string, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 636, servername: host, ca, timeout: 2000 });
    const finish = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('secureConnect', () => {
      finish(true);
    });
    socket.once('error', () => {
      finish(false);
    });
    socket.once('timeout', () => {
      finish(false);
    });
  });
}
