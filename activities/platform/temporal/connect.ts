/** How API, worker and commands reach the workflow engine: the same address, credentials and data converter. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Config } from '../config.ts';
import type { KeyRing } from '../keyring.ts';
import { EncryptionCodec } from './codec.ts';

export const failureConverterPath = join(import.meta.dirname, 'failure-converter.ts');

export const dataConverterOf = (keyRing: KeyRing): DataConverter => ({
  failureConverterPath,
  payloadCodecs: [new EncryptionCodec(keyRing)],
});

/** Address and credentials, as client and worker connections both take them. */
export async function connectionOptionsOf(config: Config['temporal']) {
  const { address, apiKey, caFile, certFile, keyFile } = config;
  const tls = {
    ...(caFile === null ? {} : { serverRootCACertificate: await readFile(caFile) }),
    ...(certFile === null || keyFile === null
      ? {}
      : { clientCertPair: { crt: await readFile(certFile), key: await readFile(keyFile) } }),
  };
  return {
    address,
    tls: config.tls ? tls : false,
    ...(apiKey === null ? {} : { apiKey }),
  } satisfies ConnectionOptions;
}

/** Connects lazily: a call made while the engine is away fails, later ones find it again. */
export async function connectTemporal(config: Config['temporal'], keyRing: KeyRing): Promise<Client> {
  const connection = Connection.lazy(await connectionOptionsOf(config));
  return new Client({ connection, namespace: config.namespace, dataConverter: dataConverterOf(keyRing) });
}
