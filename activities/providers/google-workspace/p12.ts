/** The private key of a P12 file, as Google gives it for a service account beside the JSON. */
import { createRequire } from 'node:module';
import type Forge from 'node-forge';

const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;
/** The same for every key that Google has ever given out; it protects nothing. */
const password = 'notasecret';

/** Whether it may be such a file: as base64, the way a form takes a binary file. */
export const mayBeP12 = (text: string): boolean => base64.test(text);

/** @returns PEM, or null for a file that is no P12 of Google's */
export function privateKeyInP12(text: string): string | null {
  // Loaded at the first use: few stores have one.
  const forge = createRequire(import.meta.url)('node-forge') as typeof Forge;
  try {
    const p12 = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(forge.util.decode64(text)), password);
    const [key] = p12.safeContents.flatMap(({ safeBags }) => safeBags.flatMap((bag) => bag.key ?? []));
    return key === undefined ? null : forge.pki.privateKeyToPem(key);
  } catch {
    // The library says no more than that it could not read it.
    return null;
  }
}
