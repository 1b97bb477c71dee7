/** The operations of the contract on one LDAP directory. */
import type { Delta } from '../../../workflows/contracts/delta.ts';
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type {
  Authentication,
  ChangePage,
  ChangePassword,
  Changes,
  ChangesQuery,
  CheckReport,
  Create,
  CreateIntent,
  Discovery,
  GroupRules,
  MayTry,
  MemberRef,
  Move,
  NewObject,
  Provider,
  Query,
  Remove,
  Rename,
  SearchPage,
  SetEnabled,
  SetPassword,
  Update,
  UpdateResult,
} from '../contract.ts';
import { setEnabled } from './account.ts';
import { changes } from './changes.ts';
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

export class LdapProvider
  implements Provider, Changes, Create, Update, Remove, Rename, Move, SetEnabled, SetPassword, ChangePassword
{
  readonly vocabulary = vocabulary;
  /** Generic groups have neither type nor scope nor account name; what stands here is never written. */
  readonly groupRules: GroupRules = {
    defaultCategory: 'security',
    defaultScope: 'global',
    maxNameLength: nameLimit,
    maxAccountNameLength: 256,
    maxDescriptionLength: 1024,
    accountNameForbidden: '',
  };
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  check(): Promise<CheckReport> {
    return check(this.#directory);
  }

  discover(): Promise<Discovery> {
    return discover(this.#directory);
  }

  authenticate(loginName: string, password: string, mayTry?: MayTry): Promise<Authentication> {
    return authenticate(this.#directory, loginName, password, mayTry);
  }

  read(refs: readonly ObjectRef[], attributes?: readonly string[]): Promise<DirectoryObject[]> {
    return readObjects(this.#directory, refs, attributes);
  }

  search(query: Query): AsyncIterable<SearchPage> {
    return search(this.#directory, query);
  }

  changes(query: ChangesQuery): AsyncIterable<ChangePage> {
    return changes(this.#directory, query);
  }

  members(group: ObjectRef, pageSize: number): AsyncIterable<readonly MemberRef[]> {
    return members(this.#directory, group, pageSize);
  }

  membersAmong(group: ObjectRef, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return membersAmong(this.#directory, group, ids);
  }

  parents(ref: ObjectRef): Promise<DirectoryObject[]> {
    return parents(this.#directory, ref);
  }

  effectiveGroups(ref: ObjectRef): Promise<ReadonlySet<string>> {
    return effectiveGroups(this.#directory, ref);
  }

  async prepareCreate(object: NewObject): Promise<CreateIntent> {
    return prepareCreate(this.#directory, object);
  }

  async create(object: NewObject, intent: CreateIntent): Promise<DirectoryObject> {
    return create(this.#directory, object, intent);
  }

  update(ref: ObjectRef, delta: Delta): Promise<UpdateResult> {
    return update(this.#directory, ref, delta);
  }

  remove(ref: ObjectRef): Promise<void> {
    return remove(this.#directory, ref);
  }

  rename(ref: ObjectRef, name: string): Promise<UpdateResult> {
    return rename(this.#directory, ref, name);
  }

  async move(ref: ObjectRef, container: string): Promise<UpdateResult> {
    return move(this.#directory, ref, container);
  }

  setEnabled(ref: ObjectRef, enabled: boolean): Promise<void> {
    return setEnabled(this.#directory, ref, enabled);
  }

  setPassword(ref: ObjectRef, password: string, options: { readonly mustChange: boolean }): Promise<void> {
    return setPassword(this.#directory, ref, password, options);
  }

  changePassword(ref: ObjectRef, oldPassword: string, newPassword: string): Promise<void> {
    return changePassword(this.#directory, ref, oldPassword, newPassword);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#directory.pool.close();
    return Promise.resolve();
  }
}
