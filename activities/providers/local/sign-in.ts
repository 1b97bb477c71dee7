/** Signing in and passwords. */
import { and, eq, gt, or, sql } from 'drizzle-orm';
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import { foldCase } from '../../platform/fold.ts';
import { type AccountClosure, type Authentication, type MayTry, ProviderError } from '../contract.ts';
import { isThis } from './change.ts';
import type { Session } from './directory.ts';
import { gone } from './members.ts';
import { isUuid, objectColumns, toObject } from './objects.ts';
import { checkWriteFence } from '../write-fence.ts';
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts';
import { touched } from './tables.ts';

const maxFailures = 10;
const lockMinutes = 15;

const wrong: Authentication = { ok: false, failure: 'wrong' };

/**
 * Unknown, wrong, without a password and locked look the same and cost the same: a locked account
 * that told so would tell who exists, and one that still compared would let the guessing go on.
 */
export async function authenticate(
  session: Session,
  domain: string,
  loginName: string,
  password: string,
  mayTry: MayTry = () => Promise.resolve(true),
): Promise<Authentication> {
  const found = await findPerson(session, domain, loginName);
  const row = found !== null && (await mayTry(found.id)) ? found : null;
  if (!(await proves(session, row, password)) || row === null) return wrong;
  if (!row.enabled) return { ok: false, failure: 'disabled' };
  if (row.mustChange) return { ok: false, failure: 'mustChange' };
  return { ok: true, user: toObject(row) };
}

/** {@link AccountState.accountState} [access-and-approvals A4] */
export async function accountState(
  { db, tables }: Session,
  { id }: ObjectRef,
): Promise<AccountClosure | null> {
  if (!isUuid(id)) return null;
  const { objects } = tables;
  const locked = and(eq(objects.id, id), gt(objects.lockedUntil, sql`now()`));
  return (await db.$count(objects, locked)) > 0 ? 'locked' : null;
}

export async function setPassword(
  { db, tables }: Session,
  ref: ObjectRef,
  password: string,
  mustChange: boolean,
): Promise<void> {
  const { objects } = tables;
  const [row] = await person({ db, tables }, ref);
  checkPassword(password, namesOf(row));
  const found = await db
    .update(objects)
    .set({
      passwordHash: await hashPassword(password),
      mustChange,
      failures: 0,
      lockedUntil: null,
      ...touched(tables),
    })
    .where(isThis(tables, ref))
    .returning({ id: objects.id });
  if (found.length === 0) throw gone(ref);
}

/** Ends a lock-out after wrong passwords. [users-and-search U5.5] */
export async function unlock(session: Session, ref: ObjectRef): Promise<void> {
  const { db, tables } = session;
  await person(session, ref);
  checkWriteFence();
  await db.update(tables.objects).set({ failures: 0, lockedUntil: null }).where(isThis(tables, ref));
}

export async function changePassword(
  session: Session,
  ref: ObjectRef,
  oldPassword: string,
  newPassword: string,
): Promise<void> {
  const [row] = await person(session, ref);
  if (!(await proves(session, row, oldPassword))) {
    throw new ProviderError('signin.failed', 'Current password is not correct.', {
      attributes: ['oldPassword'],
    });
  }
  await setPassword(session, ref, newPassword, false);
}

type Person = Awaited<ReturnType<typeof person>>[0];

const personColumns = (tables: Session['tables']) => ({
  ...objectColumns(tables),
  passwordHash: tables.objects.passwordHash,
  mustChange: tables.objects.mustChange,
  failures: tables.objects.failures,
  locked: sql<boolean>`coalesce(${tables.objects.lockedUntil} > now(), false)`,
});

async function person({ db, tables }: Session, ref: ObjectRef) {
  if (ref.kind !== 'user' || !isUuid(ref.id)) throw gone(ref);
  const [row] = await db.select(personColumns(tables)).from(tables.objects).where(isThis(tables, ref));
  if (row === undefined) throw gone(ref);
  return [row] as const;
}

/** By login name, or by account name or the part before the domain where the name holds no @. */
async function findPerson(
  { db, tables }: Session,
  domain: string,
  loginName: string,
): Promise<Person | null> {
  const { objects } = tables;
  const name = foldCase(loginName);
  if (name === '' || name.includes('\0') || !name.isWellFormed()) return null;
  const login = sql`(${objects.folded} ->> 'loginName')`;
  const account = sql`(${objects.folded} ->> 'accountName')`;
  const matches = name.includes('@')
    ? sql`${login} = ${name}`
    : or(
        sql`${login} = ${name}`,
        sql`${login} = ${`${name}@${foldCase(domain)}`}`,
        sql`${account} = ${name}`,
      );
  const rows = await db
    .select(personColumns(tables))
    .from(objects)
    .where(and(eq(objects.kind, 'user'), matches))
    .limit(2);
  const [row] = rows;
  return row === undefined || rows.length > 1 ? null : row;
}

const namesOf = (row: Person): string[] =>
  [row.attributes['loginName'], row.attributes['accountName'], row.attributes['name']].filter(
    (name) => name !== undefined,
  );

/** Compares the password and counts the failure; ten in a row lock the account for a quarter of an hour. */
async function proves({ db, tables }: Session, row: Person | null, password: string): Promise<boolean> {
  const { objects } = tables;
  const hash = row === null || row.locked ? null : row.passwordHash;
  const good = await verifyPassword(password, hash);
  if (row === null || row.locked) return false;
  if (good) {
    if (row.failures > 0) {
      await db.update(objects).set({ failures: 0, lockedUntil: null }).where(eq(objects.id, row.id));
    }
    return true;
  }
  const last = sql`${objects.failures} + 1 >= ${maxFailures}`;
  await db
    .update(objects)
    .set({
      failures: sql`case when ${last} then 0 else ${objects.failures} + 1 end`,
      lockedUntil: sql`case when ${last} then now() + make_interval(mins => ${lockMinutes}) else ${objects.lockedUntil} end`,
    })
    .where(eq(objects.id, row.id));
  return false;
}
