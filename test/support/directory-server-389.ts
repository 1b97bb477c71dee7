/**
 * A real 389 Directory Server on a free address of 127.75.0.0/16, with LDAPS and StartTLS by a
 * certificate of the tests' own authority. Its set-up program wants a service manager and writes
 * outside its own folder, so the configuration is made here, from the template that program uses.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from './certificates.ts';
import { freePort } from './ports.ts';
import { answering, run, type Slapd } from './slapd.ts';

const program = '/usr/sbin/ns-slapd';
const template = '/usr/share/dirsrv/data/template-dse.ldif';
const defaults = '/etc/dirsrv';

/** What a test of a provider needs of any LDAP server. */
export type LdapServer = Pick<
  Slapd,
  | 'address'
  | 'port'
  | 'plainPort'
  | 'host'
  | 'baseDn'
  | 'serviceAccount'
  | 'servicePassword'
  | 'caPem'
  | 'ldapmodify'
  | 'seedContainer'
  | 'dispose'
>;

/** Why it cannot run here; undefined when it can. Give it to `describe.skipIf` and name it in the title. */
export const directoryServer389Missing: string | undefined =
  existsSync(program) && existsSync(template) ? undefined : '389-ds-base is not installed';

export async function startDirectoryServer389(): Promise<LdapServer> {
  const part = (): number => 1 + Math.floor(Math.random() * 254);
  const address = `127.75.${part()}.${part()}`;
  const [port, plainPort] = [await freePort(address), await freePort(address)];
  const host = 'ds.example.test';
  const baseDn = 'dc=example,dc=test';
  const root = { dn: 'cn=Directory Manager', password: 'Root-of-the-tree-1' };
  const folder = await mkdtemp(join(tmpdir(), 'muster-389-'));
  const authority = await createAuthority('Authority of the 389 server');
  let server: ChildProcess | null = null;
  // A test run that is killed takes its server along.
  const atExit = (): void => void server?.kill('SIGKILL');
  process.once('exit', atExit);
  const dispose = async (): Promise<void> => {
    process.off('exit', atExit);
    if (server !== null && server.exitCode === null && server.signalCode === null) {
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    await authority[Symbol.asyncDispose]();
  };
  const tools = { ...process.env, LDAPTLS_CACERT: authority.caFile, LDAPTLS_REQCERT: 'demand' };
  const asRoot = ['-x', '-H', `ldaps://${address}:${port}`, '-D', root.dn, '-w', root.password];
  const ldapmodify = async (ldif: string): Promise<void> => {
    await run('ldapmodify', ['-a', ...asRoot], tools, ldif);
  };
  try {
    await configure(folder, { address, port, plainPort, baseDn, root });
    await certify(join(folder, 'certificates'), authority.caFile, await authority.issue([host, address]));
    server = spawn(program, ['-D', join(folder, 'config'), '-i', join(folder, 'pid'), '-d', '0'], {
      stdio: 'ignore',
    });
    await answering({ address, port, host, ca: authority.caPem }, server);
    await ldapmodify(firstEntries(folder, baseDn));
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
    caPem: authority.caPem,
    ldapmodify,
    async seedContainer(name) {
      const dn = `ou=${name},${baseDn}`;
      await ldapmodify(`dn: ${dn}\nobjectClass: organizationalUnit\nou: ${name}\n`);
      return dn;
    },
    dispose,
  };
}

interface Identity {
  readonly address: string;
  readonly port: number;
  readonly plainPort: number;
  readonly baseDn: string;
  readonly root: { readonly dn: string; readonly password: string };
}

/** Fills the vendor's template in, all folders below ours. */
async function configure(folder: string, identity: Identity): Promise<void> {
  const at = (name: string): string => join(folder, name);
  const folders = {
    schema_dir: at('config/schema'),
    config_dir: at('config'),
    cert_dir: at('certificates'),
    lock_dir: at('lock'),
    tmp_dir: at('tmp'),
    ldif_dir: at('ldif'),
    bak_dir: at('backup'),
    run_dir: at('run'),
    inst_dir: at('instance'),
    log_dir: at('log'),
    db_dir: at('db'),
    db_home_dir: at('db'),
  };
  for (const path of new Set(Object.values(folders))) await mkdir(path, { recursive: true });
  await cp(join(defaults, 'schema'), folders.schema_dir, { recursive: true });
  await cp(join(defaults, 'config'), folders.config_dir, { recursive: true });
  await writeFile(join(folders.schema_dir, '98groups.ldif'), groupSchema);
  const values: Readonly<Record<string, string>> = {
    ...folders,
    fqdn: 'localhost',
    ds_port: String(identity.plainPort),
    ds_user: 'root',
    rootdn: identity.root.dn,
    ds_passwd: hashed(identity.root.password),
    ds_suffix: identity.baseDn,
    db_lib: 'bdb',
    ldapi: at('run/socket'),
    ldapi_enabled: 'off',
    ldapi_autobind: 'off',
  };
  const filled = (await readFile(template, 'utf8')).replaceAll(/%([a-z_]+)%/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The 389 template asks for ${name}, which is unknown here.`);
    return value;
  });
  const listening = [
    `nsslapd-listenhost: ${identity.address}`,
    `nsslapd-securelistenhost: ${identity.address}`,
    `nsslapd-securePort: ${identity.port}`,
    'nsslapd-security: on',
    // As a company would have it: accounts lock, passwords have a length and a past.
    ...['passwordLockout: on', 'passwordMaxFailure: 3', 'passwordResetFailureCount: 600'],
    ...['passwordCheckSyntax: on', 'passwordMinLength: 8', 'passwordHistory: on'],
  ].join('\n');
  await writeFile(
    at('config/dse.ldif'),
    filled
      .replace(/^nsslapd-localhost: .*$/m, (line) => `${line}\n${listening}`)
      .replaceAll(
        /(cn: (?:MemberOf Plugin|referential integrity postoperation)\n(?:.+\n)*?nsslapd-pluginenabled: )off/g,
        '$1on',
      ),
    { mode: 0o600 },
  );
}

/** RFC 2307 style hash that 389 takes in its configuration: salted SHA-512. */
function hashed(password: string): string {
  const salt = randomBytes(8);
  const digest = createHash('sha512').update(password).update(salt).digest();
  return `{SSHA512}${Buffer.concat([digest, salt]).toString('base64')}`;
}

/** What the group classes lack and many directories add: a mail address, a display name. */
const groupSchema = `dn: cn=schema
objectClasses: ( 1.3.6.1.4.1.99999.1.1 NAME 'groupWithMail' SUP top AUXILIARY MAY ( mail $ displayName ) )
`;

/** Its certificates stand in an NSS database. */
async function certify(
  database: string,
  caFile: string,
  { keyFile, certFile }: { readonly keyFile: string; readonly certFile: string },
): Promise<void> {
  const env = process.env;
  const bundle = join(database, 'server.p12');
  const openssl = ['pkcs12', '-export', '-inkey', keyFile, '-in', certFile, '-name', 'Server-Cert'];
  await run('openssl', [...openssl, '-out', bundle, '-passout', 'pass:once'], env);
  await run('certutil', ['-N', '-d', database, '--empty-password'], env);
  await run('certutil', ['-A', '-d', database, '-n', 'Authority', '-t', 'CT,,', '-i', caFile], env);
  await run('pk12util', ['-i', bundle, '-d', database, '-W', 'once', '-K', ''], env);
}

function firstEntries(folder: string, baseDn: string): string {
  const database = 'cn=userRoot,cn=ldbm database,cn=plugins,cn=config';
  return [
    `dn: ${database}`,
    ...['objectClass: extensibleObject', 'objectClass: nsBackendInstance', 'cn: userRoot'],
    `nsslapd-suffix: ${baseDn}`,
    `nsslapd-directory: ${join(folder, 'db', 'userRoot')}`,
    '',
    // Beside the indexes a new backend brings along.
    `dn: cn=modifyTimestamp,cn=index,${database}`,
    ...['objectClass: nsIndex', 'cn: modifyTimestamp', 'nsSystemIndex: false', 'nsIndexType: eq', ''],
    `dn: cn="${baseDn}",cn=mapping tree,cn=config`,
    ...['objectClass: extensibleObject', 'objectClass: nsMappingTree', `cn: ${baseDn}`],
    ...['nsslapd-state: backend', 'nsslapd-backend: userRoot', ''],
    `dn: ${baseDn}`,
    ...['objectClass: domain', `dc: ${baseDn.split(',')[0]?.slice(3) ?? ''}`],
    `aci: (targetattr="*")(version 3.0; acl "service"; allow (all) userdn="ldap:///cn=muster,${baseDn}";)`,
    'aci: (targetattr="*")(version 3.0; acl "own password"; allow (read, search, write) userdn="ldap:///self";)',
    '',
    `dn: cn=muster,${baseDn}`,
    ...['objectClass: organizationalRole', 'objectClass: simpleSecurityObject', 'cn: muster'],
    'userPassword: Service-account-1',
    '',
    // Only now, or the service account would have to change its password first. It may know of this.
    'dn: cn=config',
    ...['changetype: modify', 'replace: passwordMustChange', 'passwordMustChange: on', '-', 'add: aci'],
    `aci: (targetattr="passwordMustChange")(target="ldap:///cn=config")(version 3.0; acl "policy"; allow (read, search) userdn="ldap:///cn=muster,${baseDn}";)`,
    '',
  ].join('\n');
}
