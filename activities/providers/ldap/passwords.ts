/** Passwords by the password-modify operation (RFC 3062): the server hashes, and applies its policy. */
import { PasswordPolicyControl, PasswordPolicyError, PresenceFilter } from 'ldapts';
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import { ProviderError } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { modification } from '../ldap-client/modification.ts';
import { closedAccount, repeatWindowMs, requireEncryption, wrongPassword } from '../ldap-client/passwords.ts';
import { changeObject } from './change-object.ts';
import { passwordModifyValue } from './controls.ts';
import type { Directory, Root } from './directory.ts';
import { translate } from './errors.ts';
import { timeFromDirectory } from './values.ts';
import { bindAs, tryPassword } from './sign-in.ts';
import { passwordModifyOid } from './vendor.ts';

/** What {@link Vendor.mustChange} writes. */
const mustChangeAttribute = 'pwdReset';
const expiryAttribute = 'passwordExpirationTime';
const beginningOfTime = '19700101000000Z';

function requireOperation({ vendor }: Root): void {
  if (vendor.passwordModify) return;
  throw new ProviderError(
    'operation.unsupported',
    `This ${vendor.name} has no operation to set passwords (RFC 3062).`,
  );
}

/** {@link SetPassword.setPassword} [users-and-search U4.2] [users-and-search U4.3] */
export function setPassword(
  directory: Directory,
  ref: ObjectRef,
  password: string,
  options: { readonly mustChange: boolean },
): Promise<void> {
  return directory.pool.use(async (connection) => {
    requireEncryption(connection);
    const root = await directory.root(connection);
    requireOperation(root);
    if (options.mustChange && !(await canAskForNew(connection, root))) throw cannotAsk(root);
    const { dnText } = await directory.locate(connection, ref.id);
    try {
      await modifyPassword(connection, dnText, password);
    } catch (error) {
      // Refused as one of the last passwords: perhaps because an earlier run of this has set it.
      const repeated = error instanceof ProviderError && error.detail.startsWith(inHistory);
      const failure = repeated ? await tryPassword(directory, dnText, password) : 'wrong';
      if (failure !== null && failure !== 'mustChange') throw error;
    }
    await askForNew(directory, connection, ref, options.mustChange);
  });
}

/** Whether a reset can ask for a new password at the next sign-in. Looked at before anything is written. */
async function canAskForNew(connection: LdapConnection, { vendor }: Root): Promise<boolean> {
  if (vendor.mustChange !== 'policy') return vendor.mustChange !== null;
  try {
    const [policy] = await connection.search({
      base: 'cn=config',
      scope: 'base',
      // A right to the one attribute is enough to find it by.
      filter: new PresenceFilter({ attribute: policyAttribute }),
      attributes: [policyAttribute],
    });
    return policy?.text(policyAttribute)?.toLowerCase() === 'on';
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}

const policyAttribute = 'passwordMustChange';

const cannotAsk = ({ vendor }: Root): ProviderError =>
  new ProviderError(
    'operation.unsupported',
    vendor.mustChange === 'policy'
      ? `This ${vendor.name} does not ask for a new password after a reset. Set ${policyAttribute} to on in cn=config and let Muster's account read it, or reset without asking.`
      : `This ${vendor.name} has no password policy that could ask for a new password at the next sign-in.`,
  );

/** Makes the account ask, or not ask, for a new password at the next sign-in. */
async function askForNew(
  directory: Directory,
  connection: LdapConnection,
  ref: ObjectRef,
  mustChange: boolean,
): Promise<void> {
  const { vendor } = await directory.root(connection);
  if (vendor.mustChange === 'attribute') {
    await changeObject(directory, connection, ref.id, [mustChangeAttribute], ({ entry }) => {
      const now = entry.text(mustChangeAttribute) === 'TRUE';
      if (now === mustChange) return [];
      return [modification('replace', mustChangeAttribute, mustChange ? ['TRUE'] : [])];
    });
  }
  // The reset itself has asked where the policy says so.
  if (vendor.mustChange === 'policy' && !mustChange) {
    await changeObject(directory, connection, ref.id, [expiryAttribute], ({ entry }) =>
      entry.text(expiryAttribute) === beginningOfTime ? [modification('replace', expiryAttribute, [])] : [],
    );
  }
}

/** {@link ChangePassword.changePassword}, as the person: the old password must match and policy applies. */
export async function changePassword(
  directory: Directory,
  ref: ObjectRef,
  oldPassword: string,
  newPassword: string,
): Promise<void> {
  if (oldPassword === '') throw wrongPassword();
  const { dn, changedAt } = await directory.pool.use(async (connection) => {
    requireEncryption(connection);
    const root = await directory.root(connection);
    requireOperation(root);
    const { dnText, entry } = await directory.locate(connection, ref.id, ['pwdChangedTime']);
    return { dn: dnText, changedAt: Date.parse(timeFromDirectory(entry.text('pwdChangedTime') ?? '')) };
  });
  const failure = await directory.pool.useUnbound(async (own) => {
    requireEncryption(own);
    // One bind per attempt: each refused one counts towards the lock-out.
    const refused = await bindAs(own, dn, oldPassword);
    if (refused !== null && refused !== 'mustChange') return refused;
    await modifyPassword(own, dn, newPassword, oldPassword);
    return null;
  });
  switch (failure) {
    case null:
      return;
    case 'expired':
      throw new ProviderError('signin.expired', 'The password has expired. Ask for a new one to be set.');
    case 'locked':
    case 'disabled':
      throw closedAccount(failure);
    case 'wrong': {
      // Right after a change the old password may be refused because this very change was done before.
      const isRecent = Date.now() - changedAt < repeatWindowMs;
      if (isRecent && (await tryPassword(directory, dn, newPassword)) === null) return;
      throw wrongPassword();
    }
  }
}

const refusals: Readonly<Record<number, string>> = {
  [PasswordPolicyError.PasswordModNotAllowed]:
    'Your password may not be changed by yourself. Ask for a new one.',
  [PasswordPolicyError.InsufficientPasswordQuality]:
    'The directory refuses this password as too simple. Choose another one.',
  [PasswordPolicyError.PasswordTooShort]:
    'The directory refuses this password as too short. Choose a longer one.',
  [PasswordPolicyError.PasswordTooYoung]:
    'The password was changed too recently. Wait before changing it again.',
  [PasswordPolicyError.PasswordInHistory]: 'This password was used before. Choose another one.',
};
const inHistory = 'in history: ';

/** @throws `value.invalid` with the policy's reason */
async function modifyPassword(
  connection: LdapConnection,
  dn: string,
  newPassword: string,
  oldPassword?: string,
): Promise<void> {
  const policy = new PasswordPolicyControl();
  try {
    await connection.extended(passwordModifyOid, passwordModifyValue(dn, newPassword, oldPassword), [policy]);
  } catch (error) {
    const reason = policy.value?.error;
    const isPolicy = reason !== undefined || isFailure(error, resultCode.constraintViolation);
    if (!isFailure(error) || !isPolicy) throw translate(error);
    throw new ProviderError(
      'value.invalid',
      refusals[reason ?? -1] ?? 'The directory refuses this password. Choose another one.',
      {
        detail: `${reason === PasswordPolicyError.PasswordInHistory ? inHistory : ''}${error.message}`,
        attributes: ['userPassword'],
        cause: error,
      },
    );
  }
}
