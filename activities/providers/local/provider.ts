/** Muster's own small directory: users and groups in a PostgreSQL schema of their own. */
import type { Delta } from '../../../workflows/contracts/delta.ts';
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type {
  AccountClosure,
  Authentication,
  ChangePage,
  ChangePassword,
  Changes,
  ChangesQuery,
  CheckReport,
  Create,
  CreateIntent,
  Discovery,
  MayTry,
  MemberRef,
  Move,
  NewObject,
  Provider,
  ProviderContext,
  Query,
  Remove,
  Rename,
  Restore,
  SearchPage,
  SetEnabled,
  SetPassword,
  Unlock,
  Update,
  UpdateResult,
} from '../contract.ts';
import { attributesOf, groupRules } from './attributes.ts';
import { moveObject, removeObject, renameObject, setEnabled, updateObject } from './change.ts';
import { readChanges } from './changes.ts';
import { checkDirectory } from './check.ts';
import { createObject, defaultContainers, prepareCreate } from './create.ts';
import { LocalDirectory } from './directory.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { effectiveGroups, listMembers, listParents, membersAmong } from './members.ts';
import { readObjects, searchObjects } from './read.ts';
import { restoreObject } from './restore.ts';
import type { LocalSettings } from './settings.ts';
import { accountState, authenticate, changePassword, setPassword, unlock } from './sign-in.ts';
import { vocabulary } from './vocabulary.ts';

export class LocalProvider
  implements
    Provider,
    Changes,
    Create,
    Update,
    Remove,
    Restore,
    Rename,
    Move,
    SetEnabled,
    Unlock,
    SetPassword,
    ChangePassword
{
  readonly vocabulary = vocabulary;
  readonly groupRules = groupRules;
  private readonly settings: LocalSettings;
  private readonly directory: LocalDirectory;
  /** One try per name at a time, so that failures are counted before the next guess. */
  private readonly attempts = new KeyedQueue();

  constructor(settings: LocalSettings, context: ProviderContext) {
    this.settings = settings;
    this.directory = new LocalDirectory(settings, context);
  }

  check(): Promise<CheckReport> {
    return checkDirectory(this.directory);
  }

  discover(): Promise<Discovery> {
    return this.directory.run(() =>
      Promise.resolve({
        vendor: 'Muster local directory',
        directoryId: this.settings.instanceId,
        namingContexts: [this.settings.domain],
        attributes: { user: attributesOf('user'), group: attributesOf('group') },
        defaultContainers,
      }),
    );
  }

  authenticate(loginName: string, password: string, mayTry?: MayTry): Promise<Authentication> {
    if (password === '') return Promise.resolve({ ok: false, failure: 'wrong' });
    return this.attempts.run(loginName.toLowerCase(), () =>
      this.directory.run((session) =>
        authenticate(session, this.settings.domain, loginName, password, mayTry),
      ),
    );
  }

  accountState(ref: ObjectRef): Promise<AccountClosure | null> {
    return this.directory.run((session) => accountState(session, ref));
  }

  read(refs: readonly ObjectRef[], attributes?: readonly string[]): Promise<DirectoryObject[]> {
    return this.directory.run((session) => readObjects(session, refs, attributes));
  }

  search(query: Query): AsyncIterable<SearchPage> {
    return this.directory.snapshot((session) => searchObjects(session, query));
  }

  changes(query: ChangesQuery): AsyncIterable<ChangePage> {
    const { instanceId } = this.settings;
    return this.directory.snapshot((session) => readChanges(session, instanceId, query));
  }

  members(group: ObjectRef, pageSize: number): AsyncIterable<readonly MemberRef[]> {
    return this.directory.snapshot((session) => listMembers(session, group, pageSize));
  }

  membersAmong(group: ObjectRef, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.directory.run((session) => membersAmong(session, group, ids));
  }

  parents(ref: ObjectRef): Promise<DirectoryObject[]> {
    return this.directory.run((session) => listParents(session, ref));
  }

  effectiveGroups(ref: ObjectRef): Promise<ReadonlySet<string>> {
    return this.directory.run((session) => effectiveGroups(session, ref));
  }

  prepareCreate(_object: NewObject): Promise<CreateIntent> {
    return this.directory.run(prepareCreate);
  }

  create(object: NewObject, intent: CreateIntent): Promise<DirectoryObject> {
    return this.directory.run((session) => createObject(session, object, intent));
  }

  update(ref: ObjectRef, delta: Delta): Promise<UpdateResult> {
    return this.directory.run((session) => updateObject(session, ref, delta));
  }

  remove(ref: ObjectRef): Promise<void> {
    return this.directory.run((session) => removeObject(session, ref));
  }

  restore(ref: ObjectRef): Promise<DirectoryObject> {
    return this.directory.run((session) => restoreObject(session, ref));
  }

  rename(ref: ObjectRef, name: string): Promise<UpdateResult> {
    return this.directory.run((session) => renameObject(session, ref, name));
  }

  move(ref: ObjectRef, container: string): Promise<UpdateResult> {
    return this.directory.run((session) => moveObject(session, ref, container));
  }

  setEnabled(ref: ObjectRef, enabled: boolean): Promise<void> {
    return this.directory.run((session) => setEnabled(session, ref, enabled));
  }

  unlock(ref: ObjectRef): Promise<void> {
    return this.directory.run((session) => unlock(session, ref));
  }

  setPassword(ref: ObjectRef, password: string, options: { readonly mustChange: boolean }): Promise<void> {
    return this.directory.run((session) => setPassword(session, ref, password, options.mustChange));
  }

  changePassword(ref: ObjectRef, oldPassword: string, newPassword: string): Promise<void> {
    return this.attempts.run(ref.id, () =>
      this.directory.run((session) => changePassword(session, ref, oldPassword, newPassword)),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.directory[Symbol.asyncDispose]();
  }
}
