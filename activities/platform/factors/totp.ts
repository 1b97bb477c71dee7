/** Time-based one-time passwords (RFC 6238): SHA-1, 6 digits, 30 s, as every authenticator app knows them. */
import { Secret, TOTP } from 'otpauth';
import { invalidField, type Answer, type Factor, type FactorPerson } from './contract.ts';

const periodSeconds = 30;
/** The step before and the step after count as well: clocks differ. */
const window = 1;
/** RFC 4226 R6 recommends 160 bits. */
const secretBytes = 20;

interface TotpSecret {
  /** Base 32. */
  readonly secret: string;
}

const generator = (secret: string, site: URL, person: FactorPerson): TOTP =>
  new TOTP({
    issuer: `Muster (${site.hostname})`,
    label: person.loginName,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
  });

/** The time step a code stands for; null for a wrong one. */
function stepOf(totp: TOTP, { code }: Answer, now: Date): number | null {
  const token = (code ?? '').replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totp.validate({ token, timestamp: now.getTime(), window });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / periodSeconds) + delta;
}

export const totp: Factor = {
  mostPerPerson: 5,
  replaces: false,
  named: false,
  enrol: ({ site, person }) => {
    const secret = new Secret({ size: secretBytes }).base32;
    return {
      shown: { totp: { secret, uri: generator(secret, site, person).toString() } },
      state: { secret } satisfies TotpSecret,
    };
  },
  confirm: ({ site, person, now }, state, answer) => {
    if (answer.code === undefined) throw invalidField('code', 'must be the six digits the app shows');
    const { secret } = state as TotpSecret;
    const step = stepOf(generator(secret, site, person), answer, now);
    // The code that confirmed the enrolment is used up: it does not sign in as well.
    return Promise.resolve(step === null ? null : { secret: { secret }, counter: step, credentialId: null });
  },
  prove: ({ site, person, now }, known, answer) => {
    for (const { id, secret, counter } of known) {
      const step = stepOf(generator((secret as TotpSecret).secret, site, person), answer, now);
      if (step !== null && step > (counter ?? -1)) return Promise.resolve({ id, counter: step });
    }
    return Promise.resolve(null);
  },
};
