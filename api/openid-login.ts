/** What a session remembers of the OpenID provider it came from, encrypted: the id token names a person. */
import type { KeyRing } from '../activities/platform/keyring.ts';

export interface OpenidLogin {
  readonly providerId: string;
  readonly idToken: string;
}

/** As the session keeps it. */
export interface SealedLogin {
  readonly keyId: string;
  /** Base64. */
  readonly ciphertext: string;
}

const context = 'openid-login';

export function sealLogin(keyRing: KeyRing, login: OpenidLogin): SealedLogin {
  const { keyId, ciphertext } = keyRing.seal('secret', Buffer.from(JSON.stringify(login)), context);
  return { keyId, ciphertext: ciphertext.toString('base64') };
}

export function openLogin(keyRing: KeyRing, { keyId, ciphertext }: SealedLogin): OpenidLogin {
  const sealed = { keyId, ciphertext: Buffer.from(ciphertext, 'base64') };
  return JSON.parse(keyRing.unseal('secret', sealed, context).toString('utf8')) as OpenidLogin;
}
