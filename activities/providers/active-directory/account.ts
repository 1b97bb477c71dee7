/** Account state: enabled or not, and why somebody may not sign in. */
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { AccountClosure, SignInFailure } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { Directory } from './directory.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { guidDn } from './identifiers.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { modification, replaced } from '../ldap-client/modification.ts';
import { formatDn } from '../ldap-client/dn.ts';
import { accountDisabled, entriesById } from './objects.ts';

const maxRounds = 3;

/** UF_LOCKOUT and UF_PASSWORD_EXPIRED of `msDS-User-Account-Control-Computed` (MS-ADTS 3.1.1.4.5.17). */
const computedLockout = 0x10;
const computedPasswordExpired = 0x800000;

export const accountStateColumns = [
  'userAccountControl',
  'msDS-User-Account-Control-Computed',
  'pwdLastSet',
  'accountExpires',
];

/** Never expires is written as 0 or as the largest number. */
const never = new Set(['0', '9223372036854775807']);
/** From 1601 to 1970, in ms. */
const fileTimeOffsetMs = 11_644_473_600_000n;

export const fromFileTime = (value: string): number => Number(BigInt(value) / 10_000n - fileTimeOffsetMs);

const computedOf = (entry: Entry): number => entry.integer('msDS-User-Account-Control-Computed') ?? 0;

/** What stands against signing in although the password is right; null for nothing. */
export function stateOf(entry: Entry): SignInFailure | null {
  if (((entry.integer('userAccountControl') ?? 0) & accountDisabled) !== 0) return 'disabled';
  const closure = closureOf(entry);
  if (closure !== null) return closure;
  if (entry.text('pwdLastSet') === '0') return 'mustChange';
  return (computedOf(entry) & computedPasswordExpired) !== 0 ? 'expired' : null;
}

function closureOf(entry: Entry): AccountClosure | null {
  if ((computedOf(entry) & computedLockout) !== 0) return 'locked';
  const expires = entry.text('accountExpires');
  return expires !== null && !never.has(expires) && fromFileTime(expires) <= Date.now() ? 'expired' : null;
}

/** {@link AccountState.accountState} [access-and-approvals A4] */
export function accountState(directory: Directory, { id }: ObjectRef): Promise<AccountClosure | null> {
  return directory.pool.use(async (connection) => {
    for await (const [entry] of entriesById(
      connection,
      directory.bases().map(formatDn),
      [id],
      accountStateColumns,
    ))
      if (entry !== undefined) return closureOf(entry);
    return null;
  });
}

/** {@link Unlock.unlock}: ends a lock-out after wrong passwords; one that was not locked stays as it is. [users-and-search U5.1] [users-and-search U5.5] */
export function unlock(directory: Directory, ref: ObjectRef): Promise<void> {
  return directory.pool.use(async (connection) => {
    const { entry } = await directory.locate(connection, ref.id, ['userAccountControl', 'lockoutTime']);
    if (entry.text('userAccountControl') === null)
      throw new ProviderError('operation.unsupported', 'Only accounts can be unlocked.');
    if ((entry.text('lockoutTime') ?? '0') === '0') return;
    await connection.modify(guidDn(ref.id), [modification('replace', 'lockoutTime', ['0'])]);
  });
}

/** Flips that one bit of the value just read; somebody else's change in between is seen and kept. [users-and-search U2.5] */
export function setEnabled(directory: Directory, ref: ObjectRef, enabled: boolean): Promise<void> {
  return directory.pool.use(async (connection) => {
    for (let round = 1; ; round += 1) {
      const { entry } = await directory.locate(connection, ref.id, ['userAccountControl']);
      const flags = entry.integer('userAccountControl');
      if (flags === null)
        throw new ProviderError('operation.unsupported', 'Only accounts can be enabled or disabled.');
      const wanted = enabled ? flags & ~accountDisabled : flags | accountDisabled;
      if (wanted === flags) return;
      try {
        await connection.modify(
          guidDn(ref.id),
          replaced('userAccountControl', String(flags), String(wanted)),
        );
        return;
      } catch (error) {
        if (!isFailure(error, resultCode.noSuchAttribute) || round === maxRounds) throw error;
      }
    }
  });
}
