/** What people have enrolled, and their backup codes. */
import { and, asc, eq, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Db, Transaction } from '../client.ts';
import { backupCodes, enrolledFactors } from '../schema/factors.ts';
import type { Person } from './requests.ts';

export type EnrolledFactor = typeof enrolledFactors.$inferSelect;
export type NewFactor = Omit<EnrolledFactor, 'lastUsedAt' | 'createdAt'>;

const of = ({ storeId, id }: Person) =>
  and(eq(enrolledFactors.storeId, storeId), eq(enrolledFactors.userId, id));

/** The oldest first. */
export async function listFactors(db: Db, person: Person): Promise<EnrolledFactor[]> {
  return db.select().from(enrolledFactors).where(of(person)).orderBy(asc(enrolledFactors.createdAt));
}

/** By WebAuthn's credential id, whoever has it. */
export async function getFactorByCredential(db: Db, credentialId: string): Promise<EnrolledFactor | null> {
  const [row] = await db.select().from(enrolledFactors).where(eq(enrolledFactors.credentialId, credentialId));
  return row ?? null;
}

/** Enrolments of one person wait for one another until the transaction ends. */
export async function lockFactorsOf(tx: Transaction, { storeId, id }: Person): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`factors/${storeId}/${id}`}, 0))`);
}

export async function insertFactor(db: Db, factor: NewFactor): Promise<EnrolledFactor> {
  const [row] = await db.insert(enrolledFactors).values(factor).returning();
  if (row === undefined) throw new Error('The factor was not stored.');
  return row;
}

/** @returns false when the person has no such factor */
export async function renameFactor(db: Db, person: Person, id: string, name: string): Promise<boolean> {
  const rows = await db
    .update(enrolledFactors)
    .set({ name })
    .where(and(of(person), eq(enrolledFactors.id, id)))
    .returning({ id: enrolledFactors.id });
  return rows.length > 0;
}

/** @returns false when the person has no such factor */
export async function deleteFactor(db: Db, person: Person, id: string): Promise<boolean> {
  const rows = await db
    .delete(enrolledFactors)
    .where(and(of(person), eq(enrolledFactors.id, id)))
    .returning({ id: enrolledFactors.id });
  return rows.length > 0;
}

/**
 * Notes that the factor was used.
 * @param counter must be above the one that is kept, so that of two uses of one code only one counts;
 *   null for a factor without
 * @returns false when it was used up meanwhile
 */
export async function markFactorUsed(db: Db, id: string, counter: number | null, at: Date): Promise<boolean> {
  const grows =
    counter === null ? undefined : or(isNull(enrolledFactors.counter), lt(enrolledFactors.counter, counter));
  const rows = await db
    .update(enrolledFactors)
    .set({ lastUsedAt: at, ...(counter === null ? {} : { counter }) })
    .where(and(eq(enrolledFactors.id, id), grows))
    .returning({ id: enrolledFactors.id });
  return rows.length > 0;
}

/** Replaces all backup codes of a person. */
export async function replaceBackupCodes(
  tx: Transaction,
  person: Person,
  hashes: readonly string[],
): Promise<void> {
  await deleteBackupCodes(tx, person);
  if (hashes.length === 0) return;
  await tx
    .insert(backupCodes)
    .values(hashes.map((hash) => ({ storeId: person.storeId, userId: person.id, hash })));
}

export async function deleteBackupCodes(db: Db, { storeId, id }: Person): Promise<void> {
  await db.delete(backupCodes).where(and(eq(backupCodes.storeId, storeId), eq(backupCodes.userId, id)));
}

const unusedOf = ({ storeId, id }: Person) =>
  and(eq(backupCodes.storeId, storeId), eq(backupCodes.userId, id), isNull(backupCodes.usedAt));

export async function countBackupCodes(db: Db, person: Person): Promise<number> {
  return db.$count(backupCodes, unusedOf(person));
}

/** Uses a code up. @returns false when there is none of that hash, or no more */
export async function spendBackupCode(db: Db, person: Person, hash: string, at: Date): Promise<boolean> {
  const rows = await db
    .update(backupCodes)
    .set({ usedAt: at })
    .where(and(unusedOf(person), eq(backupCodes.hash, hash)))
    .returning({ hash: backupCodes.hash });
  return rows.length > 0;
}

/** What an older key of the ring encrypted. */
export async function listFactorsOfOtherKeys(db: Db, keyId: string): Promise<EnrolledFactor[]> {
  return db.select().from(enrolledFactors).where(ne(enrolledFactors.keyId, keyId));
}

export async function resealFactor(
  db: Db,
  id: string,
  sealed: Pick<EnrolledFactor, 'keyId' | 'ciphertext'>,
): Promise<void> {
  await db.update(enrolledFactors).set(sealed).where(eq(enrolledFactors.id, id));
}
