/** Password hashes and the password rules of the local directory. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { ProviderError } from '../contract.ts';

/** OWASP's second choice of equal strength: 32 MiB and three passes. The parameters stand in each hash. */
const strength = { cost: 2 ** 15, blockSize: 8, parallelization: 3 };
const keyLength = 32;

const minPasswordLength = 14;
const maxPasswordLength = 256;

/** @throws `value.invalid` with the rule that was broken */
export function checkPassword(password: string, names: readonly string[]): void {
  const refuse = (problem: string): never => {
    throw new ProviderError('value.invalid', problem, { attributes: ['password'] });
  };
  const length = Array.from(password).length;
  if (length < minPasswordLength) refuse(`The password must have at least ${minPasswordLength} characters.`);
  if (length > maxPasswordLength)
    refuse(`The password must not have more than ${maxPasswordLength} characters.`);
  if (!password.isWellFormed()) refuse('The password is not well-formed text.');
  if (names.some((name) => name.toLowerCase() === password.toLowerCase())) {
    refuse('The password must not be the name of the account.');
  }
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return encode(salt, await derive(password, salt, strength));
}

const encode = (salt: Buffer, key: Buffer): string =>
  [
    'scrypt',
    strength.cost,
    strength.blockSize,
    strength.parallelization,
    salt.toString('base64'),
    key.toString('base64'),
  ].join('$');

/** A hash of no password: an unknown person costs as much as a known one. */
const nobody = encode(randomBytes(16), randomBytes(keyLength));

/** Costs the same with a hash and without one. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, cost, blockSize, parallelization, salt, key] = (hash ?? nobody).split('$');
  const expected = Buffer.from(key ?? '', 'base64');
  const actual = await derive(password, Buffer.from(salt ?? '', 'base64'), {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
  });
  return actual.length === expected.length && timingSafeEqual(actual, expected) && hash !== null;
}

/** Composed and decomposed letters are one password (RFC 8265 uses NFC). */
const derive = (password: string, salt: Buffer, options: typeof strength): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const limits = { ...options, maxmem: 256 * options.cost * options.blockSize };
    scrypt(password.normalize('NFC'), salt, keyLength, limits, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
