/** The operations of the contract on one tenant of Microsoft Entra ID. */
import type { Delta } from '../../../workflows/contracts/delta.ts';
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type {
  ChangePage,
  Changes,
  ChangesQuery,
  CheckReport,
  Create,
  CreateIntent,
  Discovery,
  MemberRef,
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
  Update,
  UpdateResult,
} from '../contract.ts';
import { attributesIn } from '../evaluate-filter.ts';
import { removeObject, restoreObject, setEnabled, setPassword } from './account.ts';
import { readChanges } from './changes.ts';
import { check } from './check.ts';
import { GraphConnection } from './connection.ts';
import { checkNew, prepareCreate } from './create.ts';
import { createGroup } from './create-group.ts';
import { createUser } from './create-user.ts';
import { translate } from './errors.ts';
import { effectiveGroups, listMembers, listParents, membersAmong } from './members.ts';
import { organizationOf } from './organization.ts';
import { readObjects } from './read.ts';
import { Recent } from './recent.ts';
import { renameObject } from './rename.ts';
import { attributesOf, defaultAttributes, groupRules } from './schema.ts';
import { searchObjects } from './search.ts';
import type { EntraIdSettings } from './settings.ts';
import { updateObject } from './update.ts';
import { vocabulary } from './vocabulary.ts';

export class EntraIdProvider
  implements Provider, Changes, Create, Update, Remove, Restore, Rename, SetEnabled, SetPassword
{
  readonly vocabulary = vocabulary;
  readonly groupRules = groupRules;
  readonly #connection: GraphConnection;
  readonly #recent = new Recent();

  constructor(settings: EntraIdSettings, context: ProviderContext) {
    this.#connection = new GraphConnection(settings, context);
  }

  check(): Promise<CheckReport> {
    return check(this.#connection);
  }

  discover(): Promise<Discovery> {
    return translated(async () => {
      const { id, domains } = await organizationOf(this.#connection);
      const extensions = await this.#connection.extensions.refresh(this.#connection);
      return {
        vendor: 'Microsoft Entra ID',
        directoryId: id,
        namingContexts: domains,
        attributes: { user: attributesOf('user', extensions), group: attributesOf('group', extensions) },
        defaultAttributes,
        defaultContainers: {},
      };
    });
  }

  read(refs: readonly ObjectRef[], attributes?: readonly string[]): Promise<DirectoryObject[]> {
    return translated(async () => {
      await this.#learn(attributes);
      return readObjects(this.#connection, this.#recent, refs, attributes);
    });
  }

  search(query: Query): AsyncIterable<SearchPage> {
    const { attributes = [], filter } = query;
    const named = [...attributes, ...(filter === undefined ? [] : attributesIn(filter))];
    return translatedPages(
      after(
        () => this.#learn(named),
        () => searchObjects(this.#connection, query),
      ),
    );
  }

  changes(query: ChangesQuery): AsyncIterable<ChangePage> {
    return translatedPages(
      after(
        () => this.#learn(query.attributes),
        () => readChanges(this.#connection, query),
      ),
    );
  }

  members(group: ObjectRef, pageSize: number): AsyncIterable<readonly MemberRef[]> {
    return translatedPages(listMembers(this.#connection, this.#recent, group, pageSize));
  }

  membersAmong(group: ObjectRef, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return translated(() => membersAmong(this.#connection, this.#recent, group.id, ids));
  }

  parents(ref: ObjectRef): Promise<DirectoryObject[]> {
    return translated(() => listParents(this.#connection, this.#recent, ref));
  }

  effectiveGroups(ref: ObjectRef): Promise<ReadonlySet<string>> {
    return translated(() => effectiveGroups(this.#connection, this.#recent, ref));
  }

  prepareCreate(object: NewObject): Promise<CreateIntent> {
    return translated(async () => {
      await this.#learn(Object.keys(object.attributes));
      return prepareCreate(this.#connection, object);
    });
  }

  create(object: NewObject, intent: CreateIntent): Promise<DirectoryObject> {
    return translated(async () => {
      await this.#learn(Object.keys(object.attributes));
      const wanted = checkNew(this.#connection, object);
      const make = wanted.kind === 'group' ? createGroup : createUser;
      return make(this.#connection, this.#recent, wanted, intent);
    });
  }

  update(ref: ObjectRef, delta: Delta): Promise<UpdateResult> {
    return translated(async () => {
      await this.#learn(delta.map(({ attribute }) => attribute));
      return updateObject(this.#connection, this.#recent, ref, delta);
    });
  }

  remove(ref: ObjectRef): Promise<void> {
    return translated(() => removeObject(this.#connection, this.#recent, ref));
  }

  restore(ref: ObjectRef): Promise<DirectoryObject> {
    return translated(() => restoreObject(this.#connection, this.#recent, ref));
  }

  rename(ref: ObjectRef, name: string): Promise<UpdateResult> {
    return translated(() => renameObject(this.#connection, this.#recent, ref, name));
  }

  setEnabled(ref: ObjectRef, enabled: boolean): Promise<void> {
    return translated(() => setEnabled(this.#connection, this.#recent, ref, enabled));
  }

  setPassword(ref: ObjectRef, password: string, options: { readonly mustChange: boolean }): Promise<void> {
    return translated(() => setPassword(this.#connection, this.#recent, ref, password, options.mustChange));
  }

  /** Directory extensions among these attributes are asked for once. */
  #learn(attributes: readonly string[] = []): Promise<void> {
    return this.#connection.extensions.learn(this.#connection, attributes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection[Symbol.asyncDispose]();
  }
}

/** Every way out of the provider is one of its errors. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(error);
  }
}

async function* translatedPages<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pages;
  } catch (error) {
    throw translate(error);
  }
}

/** The pages, once what they need is there. */
async function* after<T>(ready: () => Promise<void>, pages: () => AsyncIterable<T>): AsyncGenerator<T> {
  await ready();
  yield* pages();
}
