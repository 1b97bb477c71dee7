/** Google Workspace through the Admin SDK's Directory API. */
import type { Delta } from '../../../workflows/contracts/delta.ts';
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type {
  CheckReport,
  Create,
  CreateIntent,
  Discovery,
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
  Update,
  UpdateResult,
} from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { groupRules, infosOf, infosOfUsers, memberCount } from './attributes.ts';
import { check } from './check.ts';
import { type DirectoryApi, GoogleConnection } from './connection.ts';
import { createObject, prepareCreate } from './create.ts';
import { CustomSchemas } from './custom-schemas.ts';
import { effectiveGroups, listMembers, listParents, membersAmong } from './members.ts';
import { Acquaintances, readObjects } from './objects.ts';
import { orgUnitInfos } from './org-units.ts';
import { searchObjects } from './search.ts';
import { type GoogleWorkspaceSettings, keyFileSecret } from './settings.ts';
import { moveObject, removeObject, restoreObject, setEnabled, setPassword, updateObject } from './update.ts';
import { vocabulary } from './vocabulary.ts';

export class GoogleWorkspaceProvider
  implements Provider, Create, Update, Remove, Restore, Rename, Move, SetEnabled, SetPassword
{
  readonly vocabulary = vocabulary;
  readonly groupRules = groupRules;
  readonly memberCount = memberCount;
  private readonly connection: GoogleConnection;
  private readonly known = new Acquaintances();
  private readonly custom: CustomSchemas;

  private primaryDomain: Promise<string> | null = null;

  constructor(settings: GoogleWorkspaceSettings, context: ProviderContext) {
    this.connection = new GoogleConnection(settings, context.secrets[keyFileSecret]);
    this.custom = new CustomSchemas(this.connection, context.log);
  }

  check(): Promise<CheckReport> {
    return check(this.connection);
  }

  discover(): Promise<Discovery> {
    return this.run(async (api) => {
      const { data } = await api.customers.get({ customerKey: 'my_customer' });
      return {
        vendor: 'Google Workspace',
        directoryId: data.id ?? '',
        namingContexts: [data.customerDomain ?? ''].filter((domain) => domain !== ''),
        attributes: {
          user: infosOfUsers(await this.custom.refresh()),
          group: infosOf('group'),
          container: orgUnitInfos,
        },
        // Without the organization's own fields: those are chosen by name.
        defaultAttributes: { user: infosOf('user').map(({ name }) => name) },
        defaultContainers: { user: '/' },
      };
    });
  }

  read(refs: readonly ObjectRef[], attributes?: readonly string[]): Promise<DirectoryObject[]> {
    return this.run((api) => readObjects(api, this.known, refs, attributes));
  }

  search(query: Query): AsyncIterable<SearchPage> {
    return this.translated(searchObjects(this.connection.api, this.known, query));
  }

  members(group: ObjectRef, pageSize: number): AsyncIterable<readonly MemberRef[]> {
    return this.translated(listMembers(this.connection.api, this.known, group, pageSize));
  }

  membersAmong(group: ObjectRef, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.run((api) => membersAmong(api, group, ids));
  }

  parents(ref: ObjectRef): Promise<DirectoryObject[]> {
    return this.run((api) => listParents(api, this.known, ref));
  }

  effectiveGroups(ref: ObjectRef): Promise<ReadonlySet<string>> {
    return this.run((api) => effectiveGroups(api, ref));
  }

  prepareCreate(object: NewObject): Promise<CreateIntent> {
    return this.run((api) => prepareCreate(api, this.domain, object));
  }

  create(object: NewObject, intent: CreateIntent): Promise<DirectoryObject> {
    return this.run(async (api) => {
      const fields = await this.custom.learn(Object.keys(object.attributes));
      return createObject(api, this.domain, this.known, object, intent, fields);
    });
  }

  update(ref: ObjectRef, delta: Delta): Promise<UpdateResult> {
    return this.run(async (api) => {
      const fields = await this.custom.learn(delta.map(({ attribute }) => attribute));
      return updateObject(api, this.known, ref, delta, fields);
    });
  }

  remove(ref: ObjectRef): Promise<void> {
    return this.run((api) => removeObject(api, this.known, ref));
  }

  restore(ref: ObjectRef): Promise<DirectoryObject> {
    return this.run((api) => restoreObject(api, this.known, ref));
  }

  /** Names are no keys here: whatever the present one is, the new one holds afterwards. */
  rename(ref: ObjectRef, name: string): Promise<UpdateResult> {
    return this.run(async (api) => {
      const [object] = await readObjects(api, this.known, [ref], ['name']);
      if (object === undefined)
        throw new ProviderError(
          'object.notFound',
          'This object does not exist in Google Workspace any more.',
        );
      const change = { attribute: 'name', op: 'set' as const, old: object.name, new: name };
      return updateObject(api, this.known, ref, [change], new Map());
    });
  }

  move(ref: ObjectRef, container: string): Promise<UpdateResult> {
    return this.run((api) => moveObject(api, this.known, ref, container));
  }

  setEnabled(ref: ObjectRef, enabled: boolean): Promise<void> {
    return this.run((api) => setEnabled(api, ref, enabled));
  }

  setPassword(ref: ObjectRef, password: string, options: { readonly mustChange: boolean }): Promise<void> {
    return this.run((api) => setPassword(api, ref, password, options.mustChange));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.connection[Symbol.dispose]();
    return Promise.resolve();
  }

  private readonly domain = (): Promise<string> => {
    this.primaryDomain ??= this.run(async (api) => {
      const { data } = await api.customers.get({ customerKey: 'my_customer' });
      return data.customerDomain ?? '';
    }).catch((error: unknown) => {
      // The reason may be gone at the next try.
      this.primaryDomain = null;
      throw error;
    });
    return this.primaryDomain;
  };

  private run<T>(work: (api: DirectoryApi) => Promise<T>): Promise<T> {
    return this.connection.run(work);
  }

  private async *translated<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* pages;
    } catch (error) {
      throw this.connection.translated(error);
    }
  }
}
