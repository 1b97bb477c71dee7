/** The operations of the contract on one Active Directory domain. */
import type { Delta } from '../../../workflows/contracts/delta.ts';
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type {
  Authentication,
  ChangePassword,
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
import { check } from './check.ts';
import { create, prepareCreate } from './create.ts';
import type { Directory } from './directory.ts';
import { effectiveGroups, members, membersAmong, parents } from './members.ts';
import { readObjects } from './objects.ts';
import { changePassword, setPassword } from './passwords.ts';
import { move, remove, rename } from './place.ts';
import { search } from './search.ts';
import { authenticate } from './sign-in.ts';
import { update } from './update.ts';
import { vocabulary } from './vocabulary.ts';

export class ActiveDirectoryProvider
  implements Provider, Create, Update, Remove, Rename, Move, SetEnabled, SetPassword, ChangePassword
{
  readonly vocabulary = vocabulary;
  readonly groupRules: GroupRules = {
    defaultCategory: 'security',
    defaultScope: 'global',
    maxNameLength: 64,
    maxAccountNameLength: 256,
    maxDescriptionLength: 1024,
    accountNameForbidden: '"/\\[]:;|=,+*?<>',
  };
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  check(): Promise<CheckReport> {
    return check(this.#directory);
  }

  discover(): Promise<Discovery> {
    const directory = this.#directory;
    return directory.pool.use(async (connection) => {
      const root = await directory.root(connection);
      const schema = await directory.schema(connection);
      return {
        vendor: 'Active Directory',
        directoryId: root.sid,
        namingContexts: [root.dn, root.configurationDn, root.schemaDn],
        attributes: await schema.attributesOfKinds(connection, root.schemaDn),
        defaultContainers: {
          user: directory.defaultContainer('user'),
          group: directory.defaultContainer('group'),
        },
      };
    });
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

  async rename(ref: ObjectRef, name: string): Promise<UpdateResult> {
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
