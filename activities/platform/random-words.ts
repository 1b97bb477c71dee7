/** Random secrets that people type: no letter looks like another one. */
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** Crockford's base 32, without vowels' neighbours that read alike: 5 bits a letter. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const groups = 4;
const groupLength = 4;

/** 80 random bits, such as `k7mf-2qxp-w9ra-04tc`. */
export function randomWords(): string {
  const group = () => Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** As {@link randomWords} made it, however it was typed: case, spaces and dashes do not count, and O is 0, I and L are 1. */
export function normalWords(typed: string): string {
  const plain = typed
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return plain.match(/.{1,4}/gu)?.join('-') ?? '';
}

/** What is random enough needs no slow hash. */
export const hashWords = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Takes the same time wherever the two differ. */
export const sameHash = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(hashWords(a)), Buffer.from(hashWords(b)));
