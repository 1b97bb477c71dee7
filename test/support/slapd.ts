/**
 * A real OpenLDAP server on a free address of 127.76.0.0/16, with LDAPS and StartTLS by a certificate
 * of the tests' own authority. It runs a copy of Debian's program, because AppArmor lets the original
 * read its own folders only. Nothing of Debian's own configuration is used, and no service is started.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { type CertificateAuthority, createAuthority } from './certificates.ts';
import { freePort } from './ports.ts';

const program = '/usr/sbin/slapd';
const modules = '/usr/lib/ldap';
const schemas = '/etc/ldap/schema';
/** Above what one of our tests asks for at once, and below what a whole store holds. */
const unlimited = 'size=unlimited time=unlimited';

export interface SlapdOptions {
  /** Keeps references whole when their target is removed or renamed. On unless false. */
  readonly refint?: boolean;
  /** Password policy and lock-out. On unless false. */
  readonly ppolicy?: boolean;
  /** Keeps `memberOf`. On unless false. */
  readonly memberOf?: boolean;
}

export interface Slapd extends AsyncDisposable {
  readonly address: string;
  /** LDAPS. */
  readonly port: number;
  /** Plain LDAP, for StartTLS. */
  readonly plainPort: number;
  /** The name in the certificate; no DNS knows it. */
  readonly host: string;
  readonly baseDn: string;
  /** May write everything below the base; the password policy applies to what it sets. */
  readonly serviceAccount: string;
  readonly servicePassword: string;
  /** May read, and nothing else. */
  readonly reader: string;
  readonly readerPassword: string;
  readonly caPem: string;
  readonly authority: CertificateAuthority;
  /** `ldapmodify -a` over verified LDAPS as the root of the database: LDIF with or without changetypes. */
  ldapmodify(ldif: string): Promise<void>;
  /** `ldapdelete` likewise, referral objects themselves included. */
  ldapdelete(dn: string): Promise<void>;
  /** `ldapsearch` likewise: lines of LDIF. */
  ldapsearch(filter: string, ...attributes: readonly string[]): Promise<string>;
  /** A new organisational unit. @returns its DN */
  seedContainer(name: string): Promise<string>;
  stop(): Promise<void>;
  start(): Promise<void>;
  dispose(): Promise<void>;
}

/** Why slapd cannot run here; undefined when it can. Give it to `describe.skipIf` and name it in the title. */
export const slapdMissing: string | undefined = existsSync(program) ? undefined : 'slapd is not installed';

export async function startSlapd(options: SlapdOptions = {}): Promise<Slapd> {
  const part = (): number => 1 + Math.floor(Math.random() * 254);
  const address = `127.76.${part()}.${part()}`;
  const [port, plainPort] = [await freePort(address), await freePort(address)];
  const host = 'ldap.example.test';
  const baseDn = 'dc=example,dc=test';
  const rootDn = `cn=root,${baseDn}`;
  const rootPassword = 'Root-of-the-tree-1';
  const folder = await mkdtemp(join(tmpdir(), 'muster-slapd-'));
  const authority = await createAuthority('Authority of the LDAP server');
  const certificate = await authority.issue([host, address]);
  const binary = join(folder, 'slapd');
  const config = join(folder, 'slapd.conf');
  await copyFile(program, binary);
  await mkdir(join(folder, 'data'));
  const layout = { folder, baseDn, rootDn, rootPassword, certificate, caFile: authority.caFile };
  await writeFile(config, configuration(layout, options), { mode: 0o600 });

  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const urls = `ldaps://${address}:${port}/ ldap://${address}:${plainPort}/`;
    const child = spawn(binary, ['-f', config, '-h', urls, '-d', '0'], { stdio: 'ignore' });
    server = child;
    child.once('exit', () => {
      if (server === child) server = null;
    });
    await answering({ address, port, host, ca: authority.caPem }, child);
  };
  const stop = async (): Promise<void> => {
    const child = server;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  // A test run that is killed takes its server along.
  const atExit = (): void => void server?.kill('SIGKILL');
  process.once('exit', atExit);

  const environment = { ...process.env, LDAPTLS_CACERT: authority.caFile, LDAPTLS_REQCERT: 'demand' };
  const asRoot = ['-x', '-H', `ldaps://${address}:${port}`, '-D', rootDn, '-w', rootPassword];
  const ldapmodify = async (ldif: string): Promise<void> => {
    await run('ldapmodify', ['-a', '-c', ...asRoot], environment, ldif);
  };
  const dispose = async (): Promise<void> => {
    process.off('exit', atExit);
    await stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    await authority[Symbol.asyncDispose]();
  };
  try {
    await start();
    await ldapmodify(firstEntries(baseDn, options));
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    address,
    port,
    plainPort,
    host,
    baseDn,
    serviceAccount: `cn=muster,${baseDn}`,
    servicePassword: 'Service-account-1',
    reader: `cn=reader,${baseDn}`,
    readerPassword: 'Only-reads-7',
    caPem: authority.caPem,
    authority,
    ldapmodify,
    async ldapdelete(dn) {
      await run('ldapdelete', ['-M', ...asRoot, dn], environment);
    },
    ldapsearch: (filter, ...attributes) =>
      run(
        'ldapsearch',
        ['-LLL', '-o', 'ldif-wrap=no', ...asRoot, '-b', baseDn, filter, ...attributes],
        environment,
      ),
    async seedContainer(name) {
      const dn = `ou=${name},${baseDn}`;
      await ldapmodify(`dn: ${dn}\nobjectClass: organizationalUnit\nou: ${name}\n`);
      return dn;
    },
    start,
    stop,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

interface Layout {
  readonly folder: string;
  readonly baseDn: string;
  readonly rootDn: string;
  readonly rootPassword: string;
  readonly certificate: { readonly keyFile: string; readonly certFile: string };
  readonly caFile: string;
}

function configuration(layout: Layout, options: SlapdOptions): string {
  const { folder, baseDn, rootDn, rootPassword, certificate, caFile } = layout;
  const service = `dn.exact="cn=muster,${baseDn}"`;
  const lines = [
    ...['core', 'cosine', 'inetorgperson', 'nis'].map((name) => `include ${schemas}/${name}.schema`),
    // What OpenLDAP's own group classes lack and many directories add: a mail address, a display name.
    "objectclass ( 1.3.6.1.4.1.99999.1.1 NAME 'groupWithMail' SUP top AUXILIARY MAY ( mail $ displayName ) )",
    `modulepath ${modules}`,
    ...['back_mdb', 'memberof', 'refint'].map((name) => `moduleload ${name}`),
    // Loaded alone it already tells clients of a policy.
    ...(options.ppolicy === false ? [] : ['moduleload ppolicy']),
    `TLSCACertificateFile ${caFile}`,
    `TLSCertificateFile ${certificate.certFile}`,
    `TLSCertificateKeyFile ${certificate.keyFile}`,
    'allow bind_v2',
    'database mdb',
    `suffix "${baseDn}"`,
    `rootdn "${rootDn}"`,
    `rootpw ${rootPassword}`,
    `directory ${folder}/data`,
    'maxsize 1073741824',
    'dbnosync',
    'index objectClass,entryUUID,member,uniqueMember,memberUid,modifyTimestamp eq',
    'index cn,uid,mail eq,sub',
    `limits ${service} ${unlimited}`,
    'access to attrs=userPassword',
    `  by ${service} write`,
    '  by self =xw',
    '  by anonymous auth',
    '  by * none',
    'access to *',
    `  by ${service} write`,
    `  by dn.exact="cn=reader,${baseDn}" read`,
    '  by self read',
    '  by * none',
  ];
  if (options.ppolicy !== false) {
    lines.push('overlay ppolicy', `ppolicy_default "cn=policy,${baseDn}"`);
    lines.push('ppolicy_use_lockout', 'ppolicy_hash_cleartext');
  }
  if (options.memberOf !== false) lines.push('overlay memberof');
  if (options.refint !== false) {
    lines.push('overlay refint', 'refint_attributes member uniqueMember owner manager');
    lines.push(`refint_nothing "cn=nobody,${baseDn}"`);
  }
  return `${lines.join('\n')}\n`;
}

function firstEntries(baseDn: string, options: SlapdOptions): string {
  const account = (name: string, password: string): string =>
    [
      `dn: cn=${name},${baseDn}`,
      'objectClass: organizationalRole',
      'objectClass: simpleSecurityObject',
      `cn: ${name}`,
      `userPassword: ${password}`,
      '',
    ].join('\n');
  const policy = [
    `dn: cn=policy,${baseDn}`,
    'objectClass: applicationProcess',
    'objectClass: pwdPolicy',
    'cn: policy',
    'pwdAttribute: userPassword',
    'pwdMinLength: 8',
    'pwdCheckQuality: 2',
    'pwdInHistory: 3',
    'pwdLockout: TRUE',
    'pwdMaxFailure: 3',
    'pwdLockoutDuration: 600',
    'pwdMustChange: TRUE',
    'pwdAllowUserChange: TRUE',
    '',
  ].join('\n');
  return [
    [`dn: ${baseDn}`, 'objectClass: domain', `dc: ${baseDn.split(',')[0]?.slice(3) ?? ''}`, ''].join('\n'),
    account('muster', 'Service-account-1'),
    account('reader', 'Only-reads-7'),
    ...(options.ppolicy === false ? [] : [policy]),
  ].join('\n');
}

/** The tools say on standard error what was wrong; that becomes the error. */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input = '',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { env, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command}: ${stderr}`));
    });
    // A tool that ends without having read its input says itself why.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

interface Target {
  readonly address: string;
  readonly port: number;
  readonly host: string;
  readonly ca: string;
}

/** Waits until the server that `child` is has a handshake to offer. */
export async function answering(target: Target, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null)
      throw new Error(`The LDAP server ended with ${child.exitCode} at its start.`);
    if (await handshakes(target)) return;
    await sleep(25);
  }
  throw new Error('The LDAP server did not answer over LDAPS within 20 seconds.');
}

function handshakes({ address, port, host, ca }: Target): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, servername: host, ca, timeout: 2000 });
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
