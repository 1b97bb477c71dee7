/** The operations of the contract on one Active Directory domain. */
import type {
  ChangePassword,
  Create,
  GroupRules,
  Move,
  Provider,
  Remove,
  Rename,
  SetEnabled,
  SetPassword,
  Update,
} from '../contract.ts';
import { boundTo } from '../ldap-client/operations.ts';
import { setEnabled } from './account.ts';
import { check } from './check.ts';
import { create, nameLimit, prepareCreate } from './create.ts';
import type { Directory } from './directory.ts';
import { discover } from './discover.ts';
import { effectiveGroups, members, membersAmong, parents } from './members.ts';
import { readObjects } from './objects.ts';
import { changePassword, setPassword } from './passwords.ts';
import { move, remove, rename } from './place.ts';
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
  ...{ check, discover, authenticate, read: readObjects, search },
  ...{ members, membersAmong, parents, effectiveGroups },
  ...{ prepareCreate, create, update, remove, rename, move },
  ...{ setEnabled, setPassword, changePassword },
};

export const activeDirectoryProvider = (directory: Directory) =>
  ({
    vocabulary,
    groupRules,
    ...boundTo(directory, operations),
    [Symbol.asyncDispose](): Promise<void> {
      directory.pool.close();
      return Promise.resolve();
    },
  }) satisfies Provider &
    Create &
    Update &
    Remove &
    Rename &
    Move &
    SetEnabled &
    SetPassword &
    ChangePassword;
export type ActiveDirectoryProvider = ReturnType<typeof activeDirectoryProvider>;
