/** `unicodePwd`, exactly as Active Directory wants it (MS-ADTS 3.1.1.3.1.5). */
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { SignInFailure } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { fromFileTime } from './account.ts';
import { type Directory, searchBase } from './directory.ts';
import { translate } from './errors.ts';
import { guidDn, sidFromBytes } from './identifiers.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { modification, replaced } from '../ldap-client/modification.ts';
import { closedAccount, repeatWindowMs, requireEncryption, wrongPassword } from '../ldap-client/passwords.ts';
import { bindAs, tryPassword } from './sign-in.ts';

/** DONT_EXPIRE_PASSWD of `userAccountControl`. */
const neverExpires = 0x10000;
/** In double quotes, UTF-16LE. */
const quoted = (password: string): Buffer => Buffer.from(`"${password}"`, 'utf16le');

/** {@link SetPassword.setPassword}: a replace is an administrative reset. [users-and-search U4.2] [users-and-search U4.3] */
export function setPassword(
  directory: Directory,
  ref: ObjectRef,
  password: string,
  options: { readonly mustChange: boolean },
): Promise<void> {
  return directory.pool.use(async (connection) => {
    requireEncryption(connection);
    const { entry } = await directory.locate(connection, ref.id, ['userAccountControl']);
    const flags = entry.integer('userAccountControl') ?? 0;
    if (options.mustChange && (flags & neverExpires) !== 0) {
      throw new ProviderError(
        'object.state',
        'The password of this account never expires, so it cannot be one that must be changed. Clear that option first.',
      );
    }
    const changes = [modification('replace', 'unicodePwd', [quoted(password)])];
    if (options.mustChange) changes.push(modification('replace', 'pwdLastSet', ['0']));
    await refusedAsPolicy(connection.modify(guidDn(ref.id), changes));
  });
}

/**
 * {@link ChangePassword.changePassword}: deleting the old and adding the new value in one modify
 * makes the directory check the old one and the policy. Done as the person; somebody who must change
 * the password cannot bind, and is served by the service account, which needs the old one all the same.
 */
export async function changePassword(
  directory: Directory,
  ref: ObjectRef,
  oldPassword: string,
  newPassword: string,
): Promise<void> {
  if (oldPassword === '') throw wrongPassword();
  const changes = replaced('unicodePwd', quoted(oldPassword), quoted(newPassword));
  const { sid, changedAgoMs } = await directory.pool.use(async (connection) => {
    requireEncryption(connection);
    const { entry } = await directory.locate(connection, ref.id, ['objectSid', 'pwdLastSet']);
    const bytes = entry.bytes('objectSid')[0];
    if (bytes === undefined)
      throw new ProviderError('operation.unsupported', 'Only accounts have a password.');
    return { sid: sidFromBytes(bytes), changedAgoMs: await ago(connection, entry.text('pwdLastSet')) };
  });
  const failure = await directory.pool.useUnbound(async (own): Promise<SignInFailure | null> => {
    try {
      requireEncryption(own);
      // One bind per attempt: each refused one counts towards the lock-out.
      const refused = await bindAs(own, sid, oldPassword);
      if (refused === null) await refusedAsPolicy(own.modify(guidDn(ref.id), changes));
      return refused;
    } catch (error) {
      // A replaced password may still bind for an hour; the write tells that it is not the present one.
      if (!(error instanceof ProviderError && error.code === 'signin.failed')) throw translate(error);
      return 'wrong';
    }
  });
  switch (failure) {
    case null:
      return;
    case 'mustChange':
    case 'expired':
      await directory.pool.use((connection) => refusedAsPolicy(connection.modify(guidDn(ref.id), changes)));
      return;
    case 'locked':
    case 'disabled':
      throw closedAccount(failure);
    case 'wrong':
      // Right after a change the old password may be refused because this very change was done before.
      if (changedAgoMs < repeatWindowMs && (await tryPassword(directory, sid, newPassword)) === null) return;
      throw wrongPassword();
  }
}

/** Milliseconds since the password was set, by the server's clock. */
async function ago(connection: LdapConnection, pwdLastSet: string | null): Promise<number> {
  if (pwdLastSet === null || pwdLastSet === '0') return Infinity;
  const [dse] = await searchBase(connection, '', ['currentTime']);
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(dse?.text('currentTime') ?? '');
  if (found === null) return Infinity;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) - fromFileTime(pwdLastSet);
}

/** A refused value of `unicodePwd` is the policy's word when no Windows code says something else. */
async function refusedAsPolicy(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const failure = translate(error);
    if (failure.code !== 'value.invalid') throw failure;
    throw new ProviderError('value.invalid', failure.message, {
      detail: failure.detail,
      attributes: ['unicodePwd'],
      cause: error,
    });
  }
}
