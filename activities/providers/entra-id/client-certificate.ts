/** The certificate an application signs in with, as administrators have it: PEM, or the base64 of a PFX file. */
import { createRequire } from 'node:module';
import type Forge from 'node-forge';
import { withLines } from './pem.ts';

export interface ClientCertificate {
  /** The certificate and its private key. */
  readonly pem: string;
  /** What the key in the PEM is encrypted with; undefined where it is not. */
  readonly password: string | undefined;
}

const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * PEM as it is; of a PFX (PKCS #12) the key and all certificates. Its password must be ASCII where AES encrypts it.
 * @throws when a PFX cannot be read, as with a wrong password, or holds no key
 */
export function readClientCertificate(text: string, password: string | undefined): ClientCertificate {
  if (!base64.test(text)) return { pem: withLines(text), password };
  // Loaded at the first use: few stores have one.
  const forge = createRequire(import.meta.url)('node-forge') as typeof Forge;
  const pfx = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(forge.util.decode64(text)), password ?? '');
  const bags = pfx.safeContents.flatMap(({ safeBags }) => safeBags);
  const keys = bags.flatMap(({ key }) => (key ? [forge.pki.privateKeyToPem(key)] : []));
  const certificates = bags.flatMap(({ cert }) => (cert ? [forge.pki.certificateToPem(cert)] : []));
  const [key] = keys;
  if (key === undefined || certificates.length === 0)
    throw new Error('The PFX holds no key or no certificate.');
  return { pem: [key, ...certificates].join(''), password: undefined };
}
