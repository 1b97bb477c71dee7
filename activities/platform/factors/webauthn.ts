/** Passkeys and security keys (WebAuthn level 2): bound to our origin, the person verified by the device. */
import { createHash } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import {
  type Asked,
  type Factor,
  type FactorPerson,
  FactorRefused,
  invalidField,
  type KnownFactor,
  type Proof,
} from './contract.ts';

const timeoutMs = 5 * 60_000;

/** Loaded with the first key: its parser of certificates is a tenth of all code the API would load. */
const library = () => import('@simplewebauthn/server');

interface Challenge {
  readonly challenge: string;
}
interface PublicKey {
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly transports: readonly string[];
}

const keyOf = ({ secret }: KnownFactor): PublicKey => secret as PublicKey;

/** The same for all keys of a person, so that a device keeps one passkey for each of them; tells nothing. */
const handleOf = ({ storeId, id }: FactorPerson): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(`${storeId}/${id}`).digest());

const isCredential = (value: unknown): value is { readonly id: string; readonly response: object } =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'response' in value &&
  typeof value.response === 'object' &&
  value.response !== null;

/** The id of the credential that a browser answered with; null for what is none. */
export const credentialIdOf = (credential: unknown): string | null =>
  isCredential(credential) ? credential.id : null;

const refused = (cause: unknown): FactorRefused =>
  new FactorRefused('factor.failed', 'The passkey or security key was not accepted. Try again.', { cause });

/** @param known whose keys may answer; none for whoever has a passkey of ours */
export async function askForKey(site: URL, known: readonly KnownFactor[]): Promise<Asked> {
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({
    rpID: site.hostname,
    userVerification: 'required',
    timeout: timeoutMs,
    allowCredentials: known.flatMap((factor) =>
      factor.credentialId === null
        ? []
        : [{ id: factor.credentialId, transports: [...keyOf(factor).transports] }],
    ),
  });
  return { shown: { webauthn: options }, state: { challenge: options.challenge } satisfies Challenge };
}

/**
 * Checks a signature: challenge, origin, user verification, counter.
 * @throws {FactorRefused} `factor.failed`
 */
export async function proveByKey(
  site: URL,
  factor: KnownFactor,
  credential: unknown,
  state: unknown,
): Promise<Proof | null> {
  const { publicKey, transports } = keyOf(factor);
  if (!isCredential(credential) || factor.credentialId === null) return null;
  const { verifyAuthenticationResponse } = await library();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: credential as unknown as AuthenticationResponseJSON,
      expectedChallenge: (state as Challenge).challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.hostname,
      requireUserVerification: true,
      credential: {
        id: factor.credentialId,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter: factor.counter ?? 0,
        transports: [...transports],
      },
    });
    // Devices that keep no counter always say 0.
    const { newCounter } = authenticationInfo;
    return verified ? { id: factor.id, counter: newCounter === 0 ? null : newCounter } : null;
  } catch (error) {
    throw refused(error);
  }
}

const webauthn = (kind: 'passkey' | 'securityKey'): Factor => ({
  mostPerPerson: kind === 'passkey' ? 1 : 10,
  replaces: false,
  named: kind === 'securityKey',
  enrol: async ({ site, person }, _wanted, known) => {
    const { generateRegistrationOptions } = await library();
    const options = await generateRegistrationOptions({
      rpName: 'Muster',
      rpID: site.hostname,
      userName: person.loginName,
      userDisplayName: person.name,
      userID: handleOf(person),
      attestationType: 'none',
      timeout: timeoutMs,
      excludeCredentials: known.flatMap(({ credentialId }) =>
        credentialId === null ? [] : [{ id: credentialId }],
      ),
      authenticatorSelection: {
        authenticatorAttachment: kind === 'passkey' ? 'platform' : 'cross-platform',
        residentKey: kind === 'passkey' ? 'required' : 'discouraged',
        userVerification: 'required',
      },
    });
    return { shown: { webauthn: options }, state: { challenge: options.challenge } satisfies Challenge };
  },
  confirm: async ({ site }, state, { credential }) => {
    if (!isCredential(credential)) throw invalidField('credential', 'must be what the browser gave');
    const { verifyRegistrationResponse } = await library();
    let answer;
    try {
      answer = await verifyRegistrationResponse({
        response: credential as unknown as RegistrationResponseJSON,
        expectedChallenge: (state as Challenge).challenge,
        expectedOrigin: site.origin,
        expectedRPID: site.hostname,
        requireUserVerification: true,
      });
    } catch (error) {
      throw refused(error);
    }
    if (!answer.verified) return null;
    const { id, publicKey, counter, transports = [] } = answer.registrationInfo.credential;
    const secret: PublicKey = { publicKey: Buffer.from(publicKey).toString('base64url'), transports };
    return { secret, counter, credentialId: id };
  },
  ask: ({ site }, known) => askForKey(site, known),
  prove: ({ site }, known, { credential }, state) => {
    const factor = known.find(({ credentialId }) => credentialId === credentialIdOf(credential));
    return factor === undefined || state === null
      ? Promise.resolve(null)
      : proveByKey(site, factor, credential, state);
  },
});

export const passkey = webauthn('passkey');
export const securityKey = webauthn('securityKey');
