/** A code by mail: six digits, good for ten minutes and five tries, once. */
import { randomBytes, randomInt } from 'node:crypto';
import { hashWords, sameHash } from '../random-words.ts';
import { type Asked, type Factor, FactorRefused, invalidField } from './contract.ts';

const digits = 6;

interface MailedCode {
  readonly address: string;
  readonly salt: string;
  readonly hash: string;
}
interface EmailSecret {
  readonly address: string;
}

function mailTo(address: string): Asked {
  const code = String(randomInt(10 ** digits)).padStart(digits, '0');
  const salt = randomBytes(16).toString('hex');
  return {
    shown: { address: maskedAddress(address) },
    state: { address, salt, hash: hashWords(salt + code) } satisfies MailedCode,
    mail: { to: address, code },
  };
}

const matches = ({ salt, hash }: MailedCode, code: string | undefined): boolean =>
  sameHash(hash, hashWords(salt + (code ?? '').replaceAll(/\s/g, '')));

/** `anna.admin@example.org` as `an…@example.org`: enough to know it again, too little to learn it. */
function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${Array.from(address.slice(0, at)).slice(0, 2).join('')}…${address.slice(at)}`;
}

export const email: Factor = {
  mostPerPerson: 1,
  replaces: true,
  named: false,
  enrol: ({ person }, { address }) => {
    const to = address ?? person.mail;
    if (to === null)
      throw invalidField('address', 'must be given: the directory has no mail address of yours');
    return mailTo(to);
  },
  confirm: (_context, state, answer) => {
    const { address } = state as MailedCode;
    return Promise.resolve(
      matches(state as MailedCode, answer.code)
        ? { secret: { address } satisfies EmailSecret, counter: null, credentialId: null }
        : null,
    );
  },
  ask: (_context, [known]) => {
    if (known === undefined)
      throw new FactorRefused('factor.failed', 'You have not enrolled a mail address.');
    return mailTo((known.secret as EmailSecret).address);
  },
  prove: (_context, [known], answer, state) =>
    Promise.resolve(
      known !== undefined && state !== null && matches(state as MailedCode, answer.code)
        ? { id: known.id, counter: null }
        : null,
    ),
};
