/** Proving a person's password by binding as the person. */
import { randomUUID } from 'node:crypto';
import { EqualityFilter, PasswordPolicyControl, PasswordPolicyError } from 'ldapts';
import type { Authentication, MayTry, SignInFailure } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { formatDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { allOf } from '../ldap-client/filter.ts';
import { mayBeTried } from '../ldap-client/passwords.ts';
import { isDisabled } from './account.ts';
import type { Directory, Root } from './directory.ts';
import { translate } from './errors.ts';
import { kindFilter } from './kinds.ts';
import { columns, defaultsOf, objectsOf } from './objects.ts';
import { vocabulary } from './vocabulary.ts';

/** {@link Authenticate.authenticate}: by login name (`uid`). */
export async function authenticate(
  directory: Directory,
  loginName: string,
  password: string,
  mayTry: MayTry = () => Promise.resolve(true),
): Promise<Authentication> {
  const wrong: Authentication = { ok: false, failure: 'wrong' };
  if (!mayBeTried(loginName, password)) return wrong;
  const found = await directory.pool.use((connection) => findPerson(directory, connection, loginName));
  const person = found !== null && (await mayTry(found.id)) ? found : null;
  // Somebody unknown costs what a wrong password costs.
  const nobody = formatDn([{ type: 'cn', value: randomUUID() }, ...(directory.bases()[0] ?? [])]);
  const failure = await tryPassword(directory, person?.dn ?? nobody, password);
  if (person === null) return wrong;
  return directory.pool.use(async (connection) => {
    const root = await directory.root(connection);
    const wanted = columns(root, defaultsOf(root, ['user']));
    const { entry } = await directory.locate(connection, person.id, wanted);
    const refused = failureOf(root, entry, failure);
    if (refused !== null) return { ok: false, failure: refused };
    const [user] = await objectsOf(directory, connection, [entry], null);
    return user === undefined ? wrong : { ok: true, user };
  });
}

/**
 * OpenLDAP and 389 Directory Server refuse a disabled or locked account before they look at the password,
 * which then proves nothing: told, it would show to anybody who guesses that the account exists.
 */
function failureOf({ vendor }: Root, entry: Entry, failure: SignInFailure | null): SignInFailure | null {
  if (isDisabled(vendor, entry)) return failure === null ? 'disabled' : 'wrong';
  return failure === 'locked' ? 'wrong' : failure;
}

interface Person {
  readonly id: string;
  readonly dn: string;
}

async function findPerson(
  directory: Directory,
  connection: LdapConnection,
  loginName: string,
): Promise<Person | null> {
  const { vendor } = await directory.root(connection);
  const found: Entry[] = [];
  for (const base of directory.bases().map(formatDn)) {
    const filter = allOf([
      kindFilter(['user']),
      new EqualityFilter({ attribute: vocabulary.loginName, value: loginName }),
    ]);
    found.push(
      ...(await connection.search({ base, scope: 'sub', filter, attributes: [vendor.idAttribute] })),
    );
  }
  // Exactly one, or nobody: taking the first of several has let people in as others.
  const [only] = found;
  const id = only?.text(vendor.idAttribute) ?? null;
  return only === undefined || found.length > 1 || id === null ? null : { id, dn: only.dn };
}

/** @returns null when the password is right and nothing else stands against signing in */
export const tryPassword = (
  directory: Directory,
  dn: string,
  password: string,
): Promise<SignInFailure | null> =>
  directory.pool.useUnbound((connection) => bindAs(connection, dn, password));

/** What the password policy says beside the result (draft-behera-ldap-password-policy-10 6.2). */
const failureOfPolicy: Readonly<Record<number, SignInFailure>> = {
  [PasswordPolicyError.PasswordExpired]: 'expired',
  [PasswordPolicyError.AccountLocked]: 'locked',
  [PasswordPolicyError.ChangeAfterReset]: 'mustChange',
};

/** @returns null when the connection is now the person's, `mustChange` when it is for changing the password only */
export async function bindAs(
  connection: LdapConnection,
  dn: string,
  password: string,
): Promise<SignInFailure | null> {
  const policy = new PasswordPolicyControl();
  const said = (): SignInFailure | null => failureOfPolicy[policy.value?.error ?? -1] ?? null;
  try {
    await connection.bind(dn, password, [policy]);
    return said();
  } catch (error) {
    // 389 Directory Server's words for an inactive account, whatever the password, and for a lock-out.
    if (isFailure(error, resultCode.unwillingToPerform)) return said() ?? 'disabled';
    if (isFailure(error, resultCode.constraintViolation)) return said() ?? 'locked';
    if (isFailure(error, resultCode.invalidCredentials, resultCode.noSuchObject, inappropriate))
      return said() ?? 'wrong';
    throw translate(error);
  }
}

/** inappropriateAuthentication: the object has no password. */
const inappropriate = 48;
