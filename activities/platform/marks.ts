/**
 * Marks of an object: 63 bits, of which each of its texts sets the two it hashes to (a Bloom filter). They are small
 * enough to stand in the ordered indexes, so that whoever walks through a list passes over objects that lack a bit of what
 * is looked for without reading them. Bits that are set prove nothing: the values are asked then (docs/adr/0019).
 *
 * They are kept in the database: another way of hashing goes with a migration that empties the columns.
 */
const bits = 63;

/** Of a long text, the beginning tells enough. UTF-16 code units. */
const hashedLength = 64;

/** FNV-1a, its bits mixed once more. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  const end = Math.min(text.length, hashedLength);
  for (let at = 0; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 13), 0x297a2d39);
  return hash;
}

/** The marks of all these texts, as PostgreSQL writes a bigint. */
export function marksOf(texts: Iterable<string>): string {
  let [low, high] = [0, 0];
  const mark = (bit: number): void => {
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  };
  for (const text of texts) {
    // Two places by the halves of its hash, now and then the same.
    const hash = hashOf(text);
    mark((hash >>> 16) % bits);
    mark((hash & 0xffff) % bits);
  }
  return ((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)).toString();
}

/** How a value is marked; equal ones are marked alike. */
export const markedValue = (attribute: string, value: string): string => `${attribute} ${value}`;

/** How words are marked: those that begin with the same two letters alike. Null for a single letter. */
export function markedBeginning(word: string): string | null {
  const [first, second] = Array.from(word.slice(0, 4));
  return first === undefined || second === undefined ? null : first + second;
}
