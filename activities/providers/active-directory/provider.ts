/** The operations of the contract on one Active Directory domain. */
import type {
  BulkMembership,
  ChangePassword,
  Changes,
  Create,
  Exclusions,
  GroupRules,
  Move,
  Provider,
  Remove,
  Rename,
  Restore,
  SetEnabled,
  SetPassword,
  Unlock,
  Update,
} from '../contract.ts';
import { parseDn } from '../ldap-client/dn.ts';
import { boundTo } from '../ldap-client/operations.ts';
import { accountState, setEnabled, unlock } from './account.ts';
import { changes } from './changes.ts';
import { check } from './check.ts';
import { create, nameLimit, prepareCreate } from './create.ts';
import type { Directory } from './directory.ts';
import { discover } from './discover.ts';
import { effectiveGroups } from './effective-groups.ts';
import { members, membersAmong, parents } from './members.ts';
import { membersOfGroups } from './members-of-groups.ts';
import { readObjects } from './objects.ts';
import { changePassword, setPassword } from './passwords.ts';
import { move, remove, rename } from './place.ts';
import { restore } from './restore.ts';
import { search } from './search.ts';
import { authenticate } from './sign-in.ts';
import { update } from './update.ts';
import { vocabulary } from './vocabulary.ts';

const groupRules: GroupRules = {
  defaultCategory: 'security',
  defaultScope: 'global',
  maxNameLength: nameLimit,
  maxAccountNameLength: 256,
  maxDescriptionLength: 1024,
  accountNameForbidden: '"/\\[]:;|=,+*?<>',
};

const operations = {
  ...{ check, discover, authenticate, accountState, read: readObjects, search, changes },
  ...{ members, membersOfGroups, membersAmong, parents, effectiveGroups },
  ...{ prepareCreate, create, update, remove, restore, rename, move },
  ...{ setEnabled, unlock, setPassword, changePassword },
};

export const activeDirectoryProvider = (directory: Directory) =>
  ({
    vocabulary,
    groupRules,
    ...boundTo(directory, operations),
    isExcluded(path: string): boolean {
      const dn = parseDn(path);
      return dn !== null && directory.isExcluded(dn);
    },
    [Symbol.asyncDispose](): Promise<void> {
      directory.pool.close();
      return Promise.resolve();
    },
  }) satisfies Provider &
    BulkMembership &
    Changes &
    Exclusions &
    Create &
    Update &
    Remove &
    Restore &
    Rename &
    Move &
    SetEnabled &
    Unlock &
    SetPassword &
    ChangePassword;
export type ActiveDirectoryProvider = ReturnType<typeof activeDirectoryProvider>;
