/** Whether somebody may sign in, where the directory has a way to say so. */
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import { type AccountClosure, ProviderError } from '../contract.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { everything } from '../ldap-client/filter.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { modification } from '../ldap-client/modification.ts';
import { changeObject } from './change-object.ts';
import { AccountUsabilityControl } from './controls.ts';
import type { Directory } from './directory.ts';
import { kindOf } from './kinds.ts';
import { timeFromDirectory } from './values.ts';
import { vocabulary } from './vocabulary.ts';
import type { Vendor } from './vendor.ts';

export const isDisabled = (vendor: Vendor, entry: Entry): boolean => {
  const { accountLock } = vendor;
  if (accountLock === null) return false;
  return entry.text(accountLock.attribute)?.toLowerCase() === accountLock.locked.toLowerCase();
};

/** {@link AccountState.accountState}, where the server has a way to say so. [access-and-approvals A4] */
export function accountState(directory: Directory, { id }: ObjectRef): Promise<AccountClosure | null> {
  return directory.pool.use(async (connection) => {
    const { vendor } = await directory.root(connection);
    const { lockedUntil } = vendor;
    const found = await directory.find(connection, id, lockedUntil === null ? [] : [lockedUntil]);
    if (found === null) return null;
    const isLocked =
      lockedUntil === null
        ? vendor.accountUsability && (await isUnusable(connection, found.dnText))
        : isAhead(found.entry.text(lockedUntil));
    return isLocked ? 'locked' : null;
  });
}

async function isUnusable(connection: LdapConnection, base: string): Promise<boolean> {
  const usability = new AccountUsabilityControl();
  const controls = [usability];
  try {
    await connection.search({
      base,
      scope: 'base',
      filter: everything(),
      attributes: ['objectClass'],
      controls,
    });
  } catch (error) {
    // A server may keep this from the service account: then nothing is known against the account.
    if (!isFailure(error, resultCode.insufficientAccessRights)) throw error;
  }
  return usability.isLocked;
}

/** @param until when the lock ends; the beginning of time: when somebody unlocks */
function isAhead(until: string | null): boolean {
  const ms = until === null ? NaN : Date.parse(timeFromDirectory(until));
  return ms === 0 || ms > Date.now();
}

/**
 * {@link SetEnabled.setEnabled}. Enabling also ends a lock-out after wrong passwords, which stands in
 * the same attribute.
 */
export function setEnabled(directory: Directory, ref: ObjectRef, enabled: boolean): Promise<void> {
  return directory.pool.use(async (connection) => {
    const { vendor } = await directory.root(connection);
    const { accountLock } = vendor;
    if (accountLock === null) {
      throw new ProviderError(
        'operation.unsupported',
        `This ${vendor.name} has no password policy, and so no way to disable an account. Turn the policy on there.`,
      );
    }
    const { attribute, locked } = accountLock;
    const columns = ['objectClass', vocabulary.loginName, attribute];
    await changeObject(directory, connection, ref.id, columns, ({ entry }) => {
      if (kindOf(entry) !== 'user')
        throw new ProviderError('operation.unsupported', 'Only accounts can be enabled or disabled.');
      const now = entry.texts(attribute);
      if (enabled ? now.length === 0 : isDisabled(vendor, entry)) return [];
      // By value, so that somebody else's change in between is seen.
      return [
        ...(now.length === 0 ? [] : [modification('delete', attribute, now)]),
        ...(enabled ? [] : [modification('add', attribute, [locked])]),
      ];
    });
  });
}

/** {@link Unlock.unlock}: an account that was disabled stays so. [users-and-search U5.5] */
export function unlock(directory: Directory, ref: ObjectRef): Promise<void> {
  return directory.pool.use(async (connection) => {
    const { vendor } = await directory.root(connection);
    if (vendor.lockout.length === 0) {
      throw new ProviderError(
        'operation.unsupported',
        `This ${vendor.name} has no password policy, and so locks nobody out.`,
      );
    }
    const disabling = vendor.accountLock === null ? [] : [vendor.accountLock.attribute];
    const columns = ['objectClass', vocabulary.loginName, ...disabling, ...vendor.lockout];
    await changeObject(directory, connection, ref.id, columns, ({ entry }) => {
      if (kindOf(entry) !== 'user')
        throw new ProviderError('operation.unsupported', 'Only accounts can be unlocked.');
      if (isDisabled(vendor, entry)) return [];
      const left = vendor.lockout.filter((attribute) => entry.texts(attribute).length > 0);
      return left.map((attribute) => modification('delete', attribute, entry.texts(attribute)));
    });
  });
}
