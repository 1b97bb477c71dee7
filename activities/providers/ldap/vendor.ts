/** What differs between the products that speak LDAP, told by rootDSE and schema and never by version numbers. */
import type { Entry } from '../ldap-client/entry.ts';
import { AccountUsabilityControl } from './controls.ts';

/** How an account is kept from signing in. */
export interface AccountLock {
  readonly attribute: string;
  /** The value that locks until somebody unlocks. */
  readonly locked: string;
}

export interface Vendor {
  readonly name: string;
  /** Operational attribute with the immutable id; its values fit `idPattern`. */
  readonly idAttribute: 'entryUUID' | 'nsUniqueId';
  readonly idPattern: RegExp;
  /** Null where nothing of the kind is there: accounts cannot be disabled. */
  readonly accountLock: AccountLock | null;
  /** What too many wrong passwords leave at an account; without it the account is open again. */
  readonly lockout: readonly string[];
  /** The attribute that says until when such an account is locked; null where none does. */
  readonly lockedUntil: 'accountUnlockTime' | null;
  /** RFC 4528: a change that is refused unless the object is still the one meant. */
  readonly assertion: boolean;
  /** RFC 3062. */
  readonly passwordModify: boolean;
  /** draft-behera-ldap-password-policy. */
  readonly passwordPolicy: boolean;
  /** Says of an account whether its person could sign in now. */
  readonly accountUsability: boolean;
  /**
   * How a reset asks for a new password at the next sign-in. `attribute`: by the account's `pwdReset`
   * (5.3.7 of the draft). `policy`: the server's own policy asks after every reset, or never; then an
   * expiry at the beginning of time stands for it (389 Directory Server, `passwordMustChange`).
   */
  readonly mustChange: 'attribute' | 'policy' | null;
  /** Whether entries carry `memberOf`. Shown, never relied upon: overlays fill it for later changes only. */
  readonly memberOf: boolean;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const quarters = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/;

const assertionControl = '1.3.6.1.1.12';
const passwordPolicyControl = '1.3.6.1.4.1.42.2.27.8.5.1';
export const passwordModifyOid = '1.3.6.1.4.1.4203.1.11.1';

/** What is read of rootDSE. */
export const rootDseAttributes = [
  'objectClass',
  'vendorName',
  'namingContexts',
  'subschemaSubentry',
  'supportedControl',
  'supportedExtension',
];

/** @param knows whether the schema has an attribute */
export function vendorOf(dse: Entry, knows: (attribute: string) => boolean): Vendor {
  const controls = new Set(dse.texts('supportedControl'));
  const extensions = new Set(dse.texts('supportedExtension'));
  const common = {
    assertion: controls.has(assertionControl),
    passwordModify: extensions.has(passwordModifyOid),
    passwordPolicy: controls.has(passwordPolicyControl),
    accountUsability: controls.has(AccountUsabilityControl.type),
    memberOf: knows('memberOf'),
  };
  const is389 = /389|fedora|red ?hat/i.test(dse.text('vendorName') ?? '');
  if (is389) {
    return {
      ...common,
      name: '389 Directory Server',
      idAttribute: 'nsUniqueId',
      idPattern: quarters,
      accountLock: { attribute: 'nsAccountLock', locked: 'true' },
      lockout: ['accountUnlockTime', 'passwordRetryCount', 'retryCountResetTime'],
      lockedUntil: 'accountUnlockTime',
      mustChange: 'policy',
    };
  }
  const isOpenLdap = dse.texts('objectClass').some((name) => name.toLowerCase() === 'openldaprootdse');
  return {
    ...common,
    name: isOpenLdap ? 'OpenLDAP' : (dse.text('vendorName') ?? 'LDAP server'),
    idAttribute: 'entryUUID',
    idPattern: uuid,
    accountLock:
      common.passwordPolicy && knows('pwdAccountLockedTime')
        ? // Section 5.3.3 of the draft: locked until an administrator unlocks.
          { attribute: 'pwdAccountLockedTime', locked: '000001010000Z' }
        : null,
    lockout: common.passwordPolicy && knows('pwdAccountLockedTime') ? ['pwdAccountLockedTime'] : [],
    lockedUntil: null,
    mustChange: common.passwordPolicy && knows('pwdReset') ? 'attribute' : null,
  };
}
