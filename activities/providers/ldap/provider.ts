/** The operations of the contract on one LDAP directory. */
import type {
  BulkMembership,
  ChangePassword,
  Changes,
  Create,
  GroupRules,
  Move,
  Provider,
  Remove,
  Rename,
  SetEnabled,
  SetPassword,
  Unlock,
  Update,
} from '../contract.ts';
import { boundTo } from '../ldap-client/operations.ts';
import { accountState, setEnabled, unlock } from './account.ts';
import { changes } from './changes.ts';
import { check } from './check.ts';
import { create, nameLimit, prepareCreate } from './create.ts';
import type { Directory } from './directory.ts';
import { discover } from './discover.ts';
import { effectiveGroups, members, membersAmong, parents } from './members.ts';
import { membersOfGroups } from './members-of-groups.ts';
import { readObjects } from './objects.ts';
import { changePassword, setPassword } from './passwords.ts';
import { move, remove, rename } from './place.ts';
import { search } from './search.ts';
import { authenticate } from './sign-in.ts';
import { update } from './update.ts';
import { vocabulary } from './vocabulary.ts';

/** Generic groups have neither type nor scope nor account name; what stands here is never written. */
const groupRules: GroupRules = {
  defaultCategory: 'security',
  defaultScope: 'global',
  maxNameLength: nameLimit,
  maxAccountNameLength: 256,
  maxDescriptionLength: 1024,
  accountNameForbidden: '',
};

const operations = {
  ...{ check, discover, authenticate, accountState, read: readObjects, search, changes },
  ...{ members, membersOfGroups, membersAmong, parents, effectiveGroups },
  ...{ prepareCreate, create, update, remove, rename, move },
  ...{ setEnabled, unlock, setPassword, changePassword },
};

export const ldapProvider = (directory: Directory) =>
  ({
    vocabulary,
    groupRules,
    ...boundTo(directory, operations),
    [Symbol.asyncDispose](): Promise<void> {
      directory.pool.close();
      return Promise.resolve();
    },
  }) satisfies Provider &
    BulkMembership &
    Changes &
    Create &
    Update &
    Remove &
    Rename &
    Move &
    SetEnabled &
    Unlock &
    SetPassword &
    ChangePassword;
export type LdapProvider = ReturnType<typeof ldapProvider>;
