/** A certificate authority of the tests' own, by the `openssl` command. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Certificate {
  readonly keyPem: string;
  readonly certPem: string;
  readonly keyFile: string;
  readonly certFile: string;
}

export interface CertificateAuthority extends AsyncDisposable {
  readonly caPem: string;
  readonly caFile: string;
  /** A server certificate for host names and IP addresses; `days` below zero makes one that has expired. */
  issue(names: readonly string[], options?: { readonly days?: number }): Promise<Certificate>;
}

export async function createAuthority(commonName = 'Muster test authority'): Promise<CertificateAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-ca-'));
  const at = (name: string): string => join(folder, name);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', [
    ...['req', '-x509', ...key, '-days', '30', '-subj', `/CN=${commonName}`],
    ...['-keyout', at('ca.key'), '-out', at('ca.pem')],
    ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  ]);
  let serial = 0;
  return {
    caPem: await readFile(at('ca.pem'), 'utf8'),
    caFile: at('ca.pem'),
    async issue(names, options = {}) {
      serial += 1;
      const name = `server-${serial}`;
      const [keyFile, certFile] = [at(`${name}.key`), at(`${name}.pem`)];
      const alternatives = names.map((each) => (isIP(each) === 0 ? `DNS:${each}` : `IP:${each}`)).join(',');
      await writeFile(
        at(`${name}.ext`),
        `subjectAltName=${alternatives}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`,
      );
      await run('openssl', [
        ...['req', ...key, '-subj', `/CN=${(names[0] ?? 'server').slice(0, 64)}`],
        ...['-keyout', keyFile, '-out', at(`${name}.csr`)],
      ]);
      await run('openssl', [
        ...['x509', '-req', '-in', at(`${name}.csr`), '-CA', at('ca.pem'), '-CAkey', at('ca.key')],
        ...['-set_serial', String(serial + 1), '-days', String(options.days ?? 30)],
        ...['-extfile', at(`${name}.ext`), '-out', certFile],
      ]);
      return {
        keyFile,
        certFile,
        keyPem: await readFile(keyFile, 'utf8'),
        certPem: await readFile(certFile, 'utf8'),
      };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
