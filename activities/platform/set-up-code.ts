/** The one-time code that opens the set-up page: whoever reads the server's terminal may make the first account. */
import type { Db } from '../database/client.ts';
import { getSetUpCode, replaceSetUpCode } from '../database/repositories/installation.ts';
import { hashWords, normalWords, randomWords, sameHash } from './random-words.ts';

const goodForMs = 24 * 3_600_000;

/** Makes a new code; the one before is good no more. @returns it in clear, for the terminal only */
export async function issueSetUpCode(db: Db, now: Date): Promise<string> {
  const code = randomWords();
  await replaceSetUpCode(db, { hash: hashWords(code), expiresAt: new Date(now.getTime() + goodForMs) });
  return code;
}

export type CodeProof =
  { readonly ok: true; readonly expiresAt: Date } | { readonly ok: false; readonly expired: boolean };

/** Only who has the right code learns that it has expired. */
export async function proveSetUpCode(db: Db, typed: string, now: Date): Promise<CodeProof> {
  const code = await getSetUpCode(db);
  const right = sameHash(hashWords(normalWords(typed)), code?.hash ?? '');
  if (!right || code === null) return { ok: false, expired: false };
  return code.expiresAt > now ? { ok: true, expiresAt: code.expiresAt } : { ok: false, expired: true };
}
