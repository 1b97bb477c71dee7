/** What holds for passwords in every directory that speaks LDAP. */
import type { SignInFailure } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { LdapConnection } from './connection.ts';

/** A repeated change within this time may be the second run of one that succeeded. */
export const repeatWindowMs = 10 * 60_000;

/** Active Directory refuses this itself; others, Samba among them, do not. */
export function requireEncryption(connection: LdapConnection): void {
  if (connection.isEncrypted) return;
  throw new ProviderError(
    'config.invalid',
    'Passwords are only written over an encrypted connection. Turn TLS on for the store.',
  );
}

/** A bind without a password succeeds as anonymous (RFC 4513 5.1.2); it never reaches the network. */
export const mayBeTried = (loginName: string, password: string): boolean =>
  password !== '' && loginName.trim() !== '' && !loginName.includes('\0');

export const wrongPassword = (): ProviderError =>
  new ProviderError('signin.failed', 'Current password is not correct.');

/** Why somebody whose account is closed cannot change a password. */
export const closedAccount = (failure: Extract<SignInFailure, 'locked' | 'disabled'>): ProviderError =>
  failure === 'locked'
    ? new ProviderError('signin.locked', 'The account is locked out. Ask for it to be unlocked, or wait.')
    : new ProviderError('object.state', 'The account is disabled.');
