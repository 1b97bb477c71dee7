/** Proving a person's password by binding as the person. */
import { EqualityFilter, type Filter as LdapFilter } from 'ldapts';
import type { Authentication, MayTry, SignInFailure } from '../contract.ts';
import { allOf, anyOf } from '../ldap-client/filter.ts';
import { accountStateColumns, stateOf } from './account.ts';
import { domainScope, ExtendedDnControl } from './controls.ts';
import type { Directory, DomainRoot } from './directory.ts';
import { formatDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { translate } from './errors.ts';
import { sidFromBytes } from './identifiers.ts';
import { kindFilter } from './kinds.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { mayBeTried } from '../ldap-client/passwords.ts';
import { columns, defaultsOf, toObject } from './objects.ts';
import { bindReasonOf } from './windows-code.ts';

/** A SID of no domain: binding with it costs what a wrong password costs. */
const nobodySid = 'S-1-5-21-0-0-0-500';

/** Why a bind was refused, by the reason AD gives (MS-ERREF). What is not here is `wrong`, an unknown user too. */
const bindFailures: Readonly<Record<number, SignInFailure>> = {
  0x530: 'disabled', // not at this time of day
  0x531: 'disabled', // not from this machine
  0x532: 'expired', // the password
  0x533: 'disabled',
  0x701: 'expired', // the account
  0x773: 'mustChange',
  0x775: 'locked',
};

/** {@link Authenticate.authenticate}: by account name, user principal name or `DOMAIN\name`. */
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
  const failure = await tryPassword(directory, person?.sid ?? nobodySid, password);
  // A locked account is refused before its password is looked at, by Windows and by Samba: told, the lock
  // would show to anybody who guesses that the account exists. The other reasons follow a right password.
  if (person === null || failure === 'locked') return wrong;
  if (failure !== null) return { ok: false, failure };
  return directory.pool.use(async (connection) => {
    const schema = await directory.schema(connection);
    const { entry } = await directory.locate(connection, person.id, [
      ...columns(schema, defaultsOf(['user'])),
      ...accountStateColumns,
    ]);
    // A bind may still succeed with a replicated or cached password; the account's state decides.
    const state = stateOf(entry);
    const user = toObject(directory, schema, entry, null);
    if (state !== null || user === null) return { ok: false, failure: state ?? 'wrong' };
    return { ok: true, user };
  });
}

interface Person {
  readonly id: string;
  /** Names the account in a bind: unlike a DN it stays the same, and unlike a name it is never taken by another. */
  readonly sid: string;
}

async function findPerson(
  directory: Directory,
  connection: LdapConnection,
  loginName: string,
): Promise<Person | null> {
  const root = await directory.root(connection);
  const schema = await directory.schema(connection);
  for (const filter of readings(root, directory.settings.domain, loginName)) {
    const found: Entry[] = [];
    for (const base of directory.bases().map(formatDn)) {
      const entries = await connection.search({
        base,
        scope: 'sub',
        filter: allOf([kindFilter(['user']), filter]),
        attributes: columns(schema, ['objectSid']),
        controls: [new ExtendedDnControl(), domainScope()],
      });
      found.push(...entries);
    }
    const [only] = found;
    // Exactly one, or nobody: taking the first of several has let people in as others.
    if (only === undefined) continue;
    const sid = only.bytes('objectSid')[0];
    const user = toObject(directory, schema, only, []);
    return found.length === 1 && sid !== undefined && user !== null
      ? { id: user.id, sid: sidFromBytes(sid) }
      : null;
  }
  return null;
}

/** What a login name may mean, the most explicit first. */
function readings(root: DomainRoot, domain: string, loginName: string): LdapFilter[] {
  const account = (value: string): LdapFilter => new EqualityFilter({ attribute: 'sAMAccountName', value });
  const [before = '', after] = loginName.split('\\', 2);
  if (after !== undefined) {
    const own = [root.netbiosName, domain].some((name) => name.toLowerCase() === before.toLowerCase());
    return own && after !== '' ? [account(after)] : [];
  }
  const at = loginName.lastIndexOf('@');
  if (at < 0) return [account(loginName)];
  const principal = new EqualityFilter({ attribute: 'userPrincipalName', value: loginName });
  // Every account may also sign in as name@domain, whatever its principal name is.
  const implicit = at > 0 && loginName.slice(at + 1).toLowerCase() === domain.toLowerCase();
  return implicit ? [principal, anyOf([account(loginName.slice(0, at))])] : [principal];
}

/** @returns null when the password is right */
export const tryPassword = (
  directory: Directory,
  sid: string,
  password: string,
): Promise<SignInFailure | null> =>
  directory.pool.useUnbound((connection) => bindAs(connection, sid, password));

/** @returns null when the connection is now the person's */
export async function bindAs(
  connection: LdapConnection,
  sid: string,
  password: string,
): Promise<SignInFailure | null> {
  try {
    await connection.bind(sid, password);
    return null;
  } catch (error) {
    if (isFailure(error, resultCode.invalidCredentials))
      return bindFailures[bindReasonOf(error) ?? 0] ?? 'wrong';
    throw translate(error);
  }
}
