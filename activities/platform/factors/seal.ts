/** What is kept of factors is encrypted at rest; each value opens only where it was sealed for. */
import type { Db } from '../../database/client.ts';
import {
  type EnrolledFactor,
  listFactorsOfOtherKeys,
  resealFactor,
} from '../../database/repositories/factors.ts';
import type { FactorChallenge } from '../../database/repositories/factor-challenges.ts';
import type { KeyRing, Sealed } from '../keyring.ts';
import type { KnownFactor } from './contract.ts';

const factorContext = (id: string) => `factor/${id}`;
const challengeContext = (id: string) => `challenge/${id}`;
const codeContext = (id: string) => `mailed-code/${id}`;

const seal = (keyRing: KeyRing, value: unknown, context: string): Sealed =>
  keyRing.seal('secret', Buffer.from(JSON.stringify(value), 'utf8'), context);
const open = (keyRing: KeyRing, sealed: Sealed, context: string): unknown =>
  JSON.parse(keyRing.unseal('secret', sealed, context).toString('utf8'));

export const sealFactor = (keyRing: KeyRing, id: string, secret: object): Sealed =>
  seal(keyRing, secret, factorContext(id));

export const openFactor = (keyRing: KeyRing, row: EnrolledFactor): KnownFactor => ({
  id: row.id,
  kind: row.kind,
  secret: open(keyRing, row, factorContext(row.id)),
  counter: row.counter,
  credentialId: row.credentialId,
});

export const sealState = (keyRing: KeyRing, id: string, state: object): Sealed =>
  seal(keyRing, state, challengeContext(id));

export const openState = (keyRing: KeyRing, row: FactorChallenge): unknown =>
  open(keyRing, row, challengeContext(row.id));

/** A code on its way into a mail. */
export const sealCode = (keyRing: KeyRing, id: string, code: string): Sealed =>
  seal(keyRing, code, codeContext(id));

/** Null when it was sent already. */
export function openCode(keyRing: KeyRing, row: FactorChallenge): string | null {
  const { id, mailKeyId, mailCiphertext } = row;
  if (mailKeyId === null || mailCiphertext === null) return null;
  return open(keyRing, { keyId: mailKeyId, ciphertext: mailCiphertext }, codeContext(id)) as string;
}

/** Encrypts again, with the active key, what an older key encrypted. @returns how many */
export async function rotateFactors(db: Db, keyRing: KeyRing): Promise<number> {
  const rows = await listFactorsOfOtherKeys(db, keyRing.activeKeyId);
  for (const row of rows) {
    const { secret } = openFactor(keyRing, row);
    await resealFactor(db, row.id, sealFactor(keyRing, row.id, secret as object));
  }
  return rows.length;
}
