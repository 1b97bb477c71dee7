/** Stores of kind `entra-id` on the Graph emulator. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ProviderContext } from '../../../activities/providers/contract.ts';
import { entraId } from '../../../activities/providers/entra-id/manifest.ts';
import type { EntraIdProvider } from '../../../activities/providers/entra-id/provider.ts';
import type { EntraIdSettings } from '../../../activities/providers/entra-id/settings.ts';
import type { GraphEmulator } from './emulator.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** What an administrator would enter for the emulator: a custom cloud with its authority. */
export const entraSettings = (emulator: GraphEmulator): EntraIdSettings => ({
  domain: emulator.tenant.domain,
  cloud: 'custom',
  authorityUrl: emulator.origin,
  graphUrl: emulator.origin,
  caCertificate: emulator.authority.caPem,
  applicationId: emulator.application.clientId,
  requestTimeoutMs: 5_000,
});

export const connectEntra = (
  emulator: GraphEmulator,
  changes: Partial<EntraIdSettings> = {},
  secrets: Readonly<Record<string, string>> = { clientSecret: emulator.application.secret },
  sessions: Pick<ProviderContext, 'sessions'> = {},
): EntraIdProvider =>
  entraId.connect(
    { ...entraSettings(emulator), ...changes },
    { storeId: 'entra', secrets, log: quiet, ...sessions },
  );

export const pfxPassword = 'pfx, pass & word';

/** A certificate with its RSA key, as an administrator would make one for the application, and both in a PFX file. */
export async function clientCertificate(): Promise<{
  readonly certPem: string;
  readonly keyPem: string;
  readonly pfx: Buffer;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-client-certificate-'));
  try {
    const [keyFile, certFile, pfxFile] = ['key.pem', 'cert.pem', 'both.pfx'].map((name) =>
      join(folder, name),
    );
    if (keyFile === undefined || certFile === undefined || pfxFile === undefined) throw new Error('no files');
    await promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Muster'],
      ...['-keyout', keyFile, '-out', certFile],
    ]);
    await promisify(execFile)('openssl', [
      ...['pkcs12', '-export', '-inkey', keyFile, '-in', certFile, '-out', pfxFile],
      ...['-passout', `pass:${pfxPassword}`],
    ]);
    return {
      keyPem: await readFile(keyFile, 'utf8'),
      certPem: await readFile(certFile, 'utf8'),
      pfx: await readFile(pfxFile),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
