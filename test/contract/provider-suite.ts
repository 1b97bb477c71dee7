/**
 * The contract every provider keeps, one `describe` per operation (the style of ConnId's contract
 * tests). It speaks through the provider's vocabulary only; data that differs per directory comes
 * from the author of the provider in {@link ContractFixture}.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  Authenticate,
  CheckFailure,
  Create,
  CreateIntent,
  NewObject,
  Provider,
} from '../../activities/providers/contract.ts';
import { ProviderError } from '../../activities/providers/contract.ts';
import { withWriteFence } from '../../activities/providers/write-fence.ts';
import type { Capabilities } from '../../activities/providers/manifest.ts';
import {
  type Attributes,
  type Concept,
  type DirectoryObject,
  type ObjectKind,
  objectKinds,
  type ObjectRef,
} from '../../workflows/contracts/directory.ts';
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import type { Delta } from '../../workflows/contracts/delta.ts';
import type { Filter } from '../../workflows/contracts/filter.ts';
import { hostileNames } from './hostile-names.ts';
import { filterContract } from './provider-filters.ts';

/** What the author of a provider supplies. */
interface ContractFixture {
  readonly provider: Provider;
  /** An empty container for what the suite creates; null where the store has no containers. */
  readonly container: string | null;
  /** A container that holds `container`, itself or through others; absent where the store has no containers. */
  readonly outerContainer?: string;
  /** A second empty container; null where objects cannot move. */
  readonly otherContainer: string | null;
  /** Two passwords the directory's policy accepts. */
  readonly passwords: readonly [string, string];
  /** The login name a user with this account name gets, e.g. `<account>@corp.example.test`. */
  loginName(accountName: string): string;
  /** Attribute values a group needs beyond name and account name in this directory. */
  readonly groupAttributes?: Attributes;
  /** Attribute values a user needs beyond name, account name and login name in this directory. */
  readonly userAttributes?: Attributes;
  /** The directory refuses a disabled account before it looks at the password, so nobody may be told. */
  readonly disabledLooksWrong?: boolean;
  /** A computer that is there, by its name; where the directory has them. */
  readonly computer?: string;
  /** Wrong passwords in a row after which the directory locks an account. */
  readonly lockedAfter?: number;
  /** Providers with one broken setting each, and what `check` must call it. */
  readonly broken: readonly {
    readonly what: string;
    readonly failure: CheckFailure;
    readonly connect: () => Provider;
  }[];
  readonly stop: () => Promise<void>;
}

export interface ContractOptions {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Why the suite cannot run here; the tests are then reported as skipped with this reason. */
  readonly skip?: string | undefined;
  /** What no two objects share: the name in its container unless said otherwise. */
  readonly unique?: 'name' | 'accountName';
  /** Hostile names that the directory itself takes from nobody; the provider must refuse them by name. */
  readonly refusedNames?: RegExp;
  /** A group's mail address is not free to be chosen here. */
  readonly groupMailIsFixed?: boolean;
  /** Which kinds of object move between containers: users and groups unless said otherwise. */
  readonly moves?: readonly ('group' | 'user')[];
  /** The kinds that the directory has. */
  readonly kinds: readonly ObjectKind[];
  readonly start: () => Promise<ContractFixture>;
}

/** Runs the whole contract for one provider. */
export function providerContract(options: ContractOptions): void {
  const title = options.skip === undefined ? options.name : `${options.name} (${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`contract of ${title}`, { timeout: 30_000 }, () => {
    const suite = new Suite(options);
    beforeAll(async () => {
      suite.begin(await options.start());
    }, 120_000);
    afterAll(async () => {
      await suite.end();
    }, 60_000);

    checkContract(suite);
    const passwords = options.capabilities.setPassword && options.capabilities.authenticate;
    describe.skipIf(!passwords)('authenticate and passwords', () => {
      passwordContract(suite, options.capabilities);
    });
    describe.skipIf(!options.capabilities.update)('update', () => {
      updateContract(suite);
    });
    discoverContract(suite);
    readContract(suite);
    searchContract(suite);
    describe.skipIf(!options.capabilities.create)('create', () => {
      createContract(suite);
      hostileNameContract(suite);
      filterContract(suite);
    });
    describe.skipIf(!options.capabilities.create)('writes of somebody who was taken over', () => {
      fenceContract(suite, options.capabilities);
    });
    describe.skipIf(!options.capabilities.update)('people', () => {
      peopleContract(suite);
    });
    describe('kinds beside users and groups', () => {
      kindsContract(suite, options.capabilities);
    });
    membershipContract(suite);
    describe.skipIf(!options.capabilities.changes)('changes', () => {
      changesContract(suite);
    });
    describe.skipIf(!options.capabilities.remove)('remove', () => {
      removeContract(suite);
    });
    describe.skipIf(!options.capabilities.restore)('restore', () => {
      restoreContract(suite);
    });
    describe.skipIf(!options.capabilities.rename)('rename', () => {
      renameContract(suite);
    });
    describe.skipIf(!options.capabilities.move)('move', () => {
      moveContract(suite);
    });
  });
}

/** The fixture, and short words for what the tests do over and over. */
class Suite {
  readonly options: ContractOptions;
  private fixture: ContractFixture | null = null;
  private serial = 0;
  /** Differs per run, so that a store that outlives the run does not disturb the next one. */
  private readonly run = Date.now().toString(36).slice(-5);

  constructor(options: ContractOptions) {
    this.options = options;
  }

  begin(fixture: ContractFixture): void {
    this.fixture = fixture;
  }

  async end(): Promise<void> {
    const fixture = this.fixture;
    if (fixture === null) return;
    await fixture.provider[Symbol.asyncDispose]();
    await fixture.stop();
  }

  get given(): ContractFixture {
    if (this.fixture === null) throw new Error('The fixture did not start.');
    return this.fixture;
  }

  get provider(): Provider {
    return this.given.provider;
  }

  /** The provider with these optional operations, which its manifest promised. */
  having<K extends keyof Provider>(...operations: K[]): Provider & Required<Pick<Provider, K>> {
    for (const operation of operations) {
      expect(this.provider[operation], `the provider implements ${String(operation)}`).toBeDefined();
    }
    return this.provider as Provider & Required<Pick<Provider, K>>;
  }

  get signIn(): Authenticate {
    return this.having('authenticate');
  }

  word(concept: Concept): string {
    const name = this.provider.vocabulary[concept];
    if (name === undefined) throw new Error(`The vocabulary has no word for ${concept}.`);
    return name;
  }

  knows(concept: Concept): boolean {
    return this.provider.vocabulary[concept] !== undefined;
  }

  /** An account name nobody has yet; at most 20 characters, letters and digits. */
  account(prefix: string): string {
    this.serial += 1;
    return `${prefix}${this.run}${String(this.serial)}`;
  }

  group(name: string = this.account('group'), extra: Attributes = {}): NewObject {
    const attributes: Record<string, readonly string[]> = {
      ...this.given.groupAttributes,
      [this.word('name')]: [name],
    };
    if (this.knows('accountName')) attributes[this.word('accountName')] = [this.account('g')];
    return { kind: 'group', container: this.given.container, attributes: { ...attributes, ...extra } };
  }

  user(name: string = this.account('user'), extra: Attributes = {}): NewObject {
    const account = this.account('u');
    const attributes: Record<string, readonly string[]> = {
      ...this.given.userAttributes,
      [this.word('name')]: [name],
    };
    if (this.knows('accountName')) attributes[this.word('accountName')] = [account];
    if (this.knows('loginName')) attributes[this.word('loginName')] = [this.given.loginName(account)];
    return { kind: 'user', container: this.given.container, attributes: { ...attributes, ...extra } };
  }

  async intent(object: NewObject): Promise<CreateIntent> {
    return this.having('prepareCreate').prepareCreate(object);
  }

  async create(object: NewObject): Promise<DirectoryObject> {
    return this.having('create').create(object, await this.intent(object));
  }

  async one(ref: ObjectRef, attributes?: readonly string[]): Promise<DirectoryObject | undefined> {
    const found = await this.provider.read([ref], attributes);
    expect(found.length).toBeLessThanOrEqual(1);
    return found[0];
  }

  async values(ref: ObjectRef, attribute: string): Promise<readonly string[]> {
    return (await this.one(ref, [attribute]))?.attributes[attribute] ?? [];
  }

  async memberIds(group: ObjectRef, pageSize = 100): Promise<string[]> {
    const ids: string[] = [];
    for await (const page of this.provider.members(group, pageSize)) ids.push(...page.map(({ id }) => id));
    return ids.sort();
  }

  async found(
    filter: Filter,
    kinds: readonly DirectoryObject['kind'][] = ['user', 'group'],
  ): Promise<string[]> {
    const names: string[] = [];
    const query = { kinds, filter, pageSize: 100, ...this.below() };
    for await (const page of this.provider.search(query)) {
      expect(page.residual, 'the filters of the suite are native everywhere').toBeNull();
      names.push(...page.objects.map(({ name }) => name));
    }
    return names.sort();
  }

  /** Every object of a kind. */
  async all(kind: ObjectKind): Promise<DirectoryObject[]> {
    const objects: DirectoryObject[] = [];
    for await (const page of this.provider.search({ kinds: [kind], pageSize: 100 }))
      objects.push(...page.objects);
    return objects;
  }

  /** Ids of those who name somebody as their manager; what the directory cannot filter is filtered here, as callers do. */
  async reportsOf({ id }: ObjectRef): Promise<string[]> {
    const manager = this.word('manager');
    const filter: Filter = { op: 'compare', attribute: manager, test: 'equals', value: id };
    const ids: string[] = [];
    for await (const { objects, residual } of this.provider.search({
      kinds: ['user'],
      filter,
      attributes: [manager],
      pageSize: 100,
    })) {
      const mine = objects.filter(({ attributes }) => residual === null || attributes[manager]?.[0] === id);
      ids.push(...mine.map((found) => found.id));
    }
    return ids;
  }

  below(): { readonly container?: string } {
    return this.given.container === null ? {} : { container: this.given.container };
  }
}

async function refusal(work: Promise<unknown>, code: ErrorCode): Promise<ProviderError> {
  const error = await work.then(
    () => new Error('It succeeded.'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  const refused = error as ProviderError;
  expect(refused.code, `${refused.message} (${refused.detail})`).toBe(code);
  return refused;
}

function checkContract(suite: Suite): void {
  describe('check', () => {
    test('is content with good settings and lists its steps [stores-and-links S2]', async () => {
      const report = await suite.provider.check();
      expect(report, JSON.stringify(report)).toMatchObject({ ok: true, failure: null });
      expect(report.steps.length).toBeGreaterThan(0);
    });

    test('tells apart what is wrong and never throws for it [stores-and-links S2]', async () => {
      for (const { what, failure, connect } of suite.given.broken) {
        await using provider = connect();
        const report = await provider.check();
        expect(report, `${what}: ${JSON.stringify(report)}`).toMatchObject({ ok: false, failure });
        expect(report.message, what).not.toBe('');
        expect(report.steps.at(-1)?.ok, what).toBe(false);
      }
    });
  });
}

function discoverContract(suite: Suite): void {
  describe('discover', () => {
    test('names the directory itself, the same each time', async () => {
      const first = await suite.provider.discover();
      const second = await suite.provider.discover();
      expect(first.directoryId).not.toBe('');
      expect(second.directoryId).toBe(first.directoryId);
    });

    test('lists every attribute of the vocabulary for users or groups', async () => {
      const { attributes } = await suite.provider.discover();
      const listed = new Set(
        [...(attributes.user ?? []), ...(attributes.group ?? [])].map(({ name }) => name),
      );
      for (const word of Object.values(suite.provider.vocabulary)) expect(listed, word).toContain(word);
      const member = attributes.group?.find(({ name }) => name === suite.word('member'));
      expect(member).toMatchObject({ type: 'reference', multiValued: true });
    });
  });
}

function readContract(suite: Suite): void {
  describe('read', () => {
    const nobody = '00000000-0000-4000-8000-000000000000';

    test('leaves out what does not exist and keeps what does', async () => {
      const group = await suite.create(suite.group());
      const found = await suite.provider.read([{ kind: 'group', id: nobody }, group]);
      expect(found.map(({ id }) => id)).toEqual([group.id]);
    });

    test('the id decides, whatever kind the caller guessed', async () => {
      const group = await suite.create(suite.group());
      const [found] = await suite.provider.read([{ kind: 'user', id: group.id }]);
      expect(found).toMatchObject({ id: group.id, kind: 'group' });
    });

    test('of nothing is nothing', async () => {
      expect(await suite.provider.read([])).toEqual([]);
    });

    test('gives the requested attributes that have a value and no others', async () => {
      const description = suite.word('description');
      const group = await suite.create(suite.group(undefined, { [description]: ['what it is for'] }));
      const found = await suite.one(group, [description, suite.word('owner')]);
      expect(found?.attributes).toEqual({ [description]: ['what it is for'] });
    });

    test('never carries members', async () => {
      const user = await suite.create(suite.user());
      const group = await suite.create(suite.group(undefined, { [suite.word('member')]: [user.id] }));
      expect((await suite.one(group))?.attributes).not.toHaveProperty(suite.word('member'));
    });

    test('reads many at once', async () => {
      const made = [];
      for (let index = 0; index < 5; index += 1) made.push(await suite.create(suite.group()));
      const found = await suite.provider.read(made);
      expect(found.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
    });
  });
}

function searchContract(suite: Suite): void {
  describe('search', () => {
    const marker = `marker${Date.now().toString(36)}`;
    const total = 25;

    beforeAll(async () => {
      for (let index = 0; index < total; index += 1) {
        const number = String(index).padStart(2, '0');
        await suite.create(
          suite.group(`${marker} ${number}`, {
            ...(index === 0 ? {} : { [suite.word('description')]: [`Number ${number}`] }),
          }),
        );
      }
    }, 60_000);

    const named = (test: 'startsWith' | 'equals' | 'contains' | 'endsWith', value: string): Filter => ({
      op: 'compare',
      attribute: suite.word('name'),
      test,
      value,
    });
    const described = (value: string): Filter => ({
      op: 'compare',
      attribute: suite.word('description'),
      test: 'equals',
      value,
    });

    test('walks all pages, each object once', async () => {
      const seen: string[] = [];
      let pages = 0;
      const query = { kinds: ['group' as const], filter: named('startsWith', marker), pageSize: 10 };
      for await (const page of suite.provider.search(query)) {
        expect(page.objects.length).toBeLessThanOrEqual(10);
        seen.push(...page.objects.map(({ id }) => id));
        pages += 1;
      }
      expect(pages).toBeGreaterThanOrEqual(3);
      expect(new Set(seen).size).toBe(total);
      expect(seen).toHaveLength(total);
    });

    test('finds below a container, or directly in it', async () => {
      const { container, outerContainer } = suite.given;
      // A store of several levels says so in its fixture.
      expect(outerContainer === undefined).toBe(container === null);
      if (container === null || outerContainer === undefined) return;
      const countIn = async (place: { container: string; directlyIn?: boolean }) => {
        let count = 0;
        const query = { kinds: ['group' as const], filter: named('startsWith', marker), pageSize: 100 };
        for await (const page of suite.provider.search({ ...query, ...place })) count += page.objects.length;
        return count;
      };
      expect(await countIn({ container })).toBe(total);
      expect(await countIn({ container, directlyIn: true })).toBe(total);
      expect(await countIn({ container: outerContainer })).toBe(total);
      expect(await countIn({ container: outerContainer, directlyIn: true })).toBe(0);
    });

    test('may be left half-way and the provider goes on working', async () => {
      const query = { kinds: ['group' as const], filter: named('startsWith', marker), pageSize: 5 };
      for await (const page of suite.provider.search(query)) {
        expect(page.objects.length).toBeGreaterThan(0);
        break;
      }
      expect(await suite.found(named('equals', `${marker} 07`))).toEqual([`${marker} 07`]);
    });

    test('compares text without regard to case', async () => {
      expect(await suite.found(named('equals', `${marker.toUpperCase()} 03`))).toEqual([`${marker} 03`]);
    });

    test('knows starts with, contains and ends with', async () => {
      expect(await suite.found(named('startsWith', `${marker} 1`))).toHaveLength(10);
      expect(await suite.found(named('contains', `${marker.slice(2)} 2`))).toHaveLength(5);
      expect(
        await suite.found({ op: 'and', nodes: [named('startsWith', marker), named('endsWith', '9')] }),
      ).toEqual([`${marker} 09`, `${marker} 19`]);
    });

    test('combines with and, or and not; not also matches a missing value [groups 5.3]', async () => {
      const either: Filter = { op: 'or', nodes: [described('Number 03'), described('Number 04')] };
      const ours = named('startsWith', marker);
      expect(await suite.found({ op: 'and', nodes: [ours, either] })).toHaveLength(2);
      const others = await suite.found({ op: 'and', nodes: [ours, { op: 'not', node: either }] });
      expect(others).toHaveLength(total - 2);
      expect(others).toContain(`${marker} 00`);
      const present: Filter = { op: 'compare', attribute: suite.word('description'), test: 'present' };
      expect(await suite.found({ op: 'and', nodes: [ours, present] })).toHaveLength(total - 1);
    });

    test('finds only the kinds asked for', async () => {
      expect(await suite.found(named('startsWith', marker), ['user'])).toEqual([]);
    });

    test('takes query syntax as text', async () => {
      for (const value of [
        '*',
        'a)(|(cn=*',
        `${marker}*`,
        '\\2a',
        "' or 1=1 --",
        '%',
        '_'.repeat(marker.length),
      ]) {
        expect(await suite.found(named('equals', value)), value).toEqual([]);
      }
    });

    test('refuses an attribute the directory cannot have', async () => {
      const filter: Filter = { op: 'compare', attribute: 'x)(cn=*', test: 'equals', value: 'y' };
      await refusal(suite.found(filter), 'value.invalid');
    });
  });
}

function createContract(suite: Suite): void {
  test('returns the object with its id, and it can be read', async () => {
    const description = suite.word('description');
    const wanted = suite.group('Contract group', { [description]: ['made by the contract'] });
    const made = await suite.create(wanted);
    expect(made).toMatchObject({ kind: 'group', name: 'Contract group' });
    expect(made.id).not.toBe('');
    expect(await suite.values(made, description)).toEqual(['made by the contract']);
  });

  test('creates with members and owner in one go [groups 1.1]', async () => {
    const user = await suite.create(suite.user());
    const made = await suite.create(
      suite.group(undefined, { [suite.word('member')]: [user.id], [suite.word('owner')]: [user.id] }),
    );
    expect(await suite.memberIds(made)).toEqual([user.id]);
    expect(await suite.values(made, suite.word('owner'))).toEqual([user.id]);
  });

  test('run twice with one intent gives one object [groups 0.5]', async () => {
    const user = await suite.create(suite.user());
    const wanted = suite.group(undefined, {
      [suite.word('description')]: ['twice'],
      [suite.word('member')]: [user.id],
      [suite.word('owner')]: [user.id],
    });
    const intent = await suite.intent(wanted);
    const provider: Create = suite.having('create', 'prepareCreate');
    const first = await provider.create(wanted, intent);
    const second = await provider.create(wanted, intent);
    expect(second.id).toBe(first.id);
    expect(second).toMatchObject({ name: first.name, path: first.path });
  });

  test('refuses a name that was there before, however equal [groups 1.10]', async () => {
    const wanted = suite.group('Taken name');
    const first = await suite.create(wanted);
    const refused = await refusal(suite.create(wanted), 'object.exists');
    expect(refused.message).toContain('Taken name already exists in');
    expect(refused.attributes).toContain(suite.word(suite.options.unique ?? 'name'));
    expect(refused.objectId).toBe(first.id);
  });

  test('refuses one that came meanwhile but differs', async () => {
    const mine = suite.group('Raced name', { [suite.word('description')]: ['mine'] });
    const intent = await suite.intent(mine);
    const { attributes } = mine;
    await suite.create({ ...mine, attributes: { ...attributes, [suite.word('description')]: ['theirs'] } });
    await refusal(suite.having('create').create(mine, intent), 'object.exists');
  });

  test('refuses an account name in use and names its attribute [groups 1]', async () => {
    // Where groups have none, that of users.
    const [accountName, make] = suite.knows('accountName')
      ? ([suite.word('accountName'), suite.group.bind(suite)] as const)
      : ([suite.word('loginName'), suite.user.bind(suite)] as const);
    const first = make();
    await suite.create(first);
    const second = {
      ...make(undefined, { [accountName]: first.attributes[accountName] ?? [] }),
      // Elsewhere, so that it is not the place that is taken.
      container: suite.given.otherContainer ?? suite.given.container,
    };
    const refused = await refusal(suite.create(second), 'object.exists');
    expect(refused.attributes).toEqual([accountName]);
    expect(
      await suite.found({
        op: 'compare',
        attribute: suite.word('name'),
        test: 'equals',
        value: second.attributes[suite.word('name')]?.[0] ?? '',
      }),
    ).toEqual([]);
  });

  test('refuses an attribute that the directory does not know, naming it', async () => {
    const refused = await refusal(
      suite.create(suite.group(undefined, { noSuchAttribute: ['x'] })),
      'value.invalid',
    );
    expect(refused.attributes).toEqual(['noSuchAttribute']);
  });

  test('makes users that cannot sign in yet [users-and-search U1.2]', async () => {
    const made = await suite.create(suite.user());
    expect(made).toMatchObject({ kind: 'user', enabled: false });
  });
}

function hostileNameContract(suite: Suite): void {
  const refused = hostileNames.filter(({ name }) => suite.options.refusedNames?.test(name));
  test.runIf(refused.length > 0)(
    'says which names the directory refuses, before anything is written',
    async () => {
      for (const { what, name } of refused) {
        const problem = await refusal(suite.create(suite.group(name)), 'value.invalid');
        expect(problem.attributes, what).toContain(suite.word('name'));
      }
    },
  );

  test.each(hostileNames.filter((one) => !refused.includes(one)))(
    'takes $what in a name, from create to removal',
    async ({ name }) => {
      const made = await suite.create(suite.group(name));
      expect(made.name).toBe(name);
      expect((await suite.one(made))?.name).toBe(name);
      expect(
        await suite.found({ op: 'compare', attribute: suite.word('name'), test: 'equals', value: name }, [
          'group',
        ]),
      ).toEqual([name]);
      const parent = await suite.create(suite.group(undefined, { [suite.word('member')]: [made.id] }));
      for await (const page of suite.provider.members(parent, 10)) {
        expect(page).toMatchObject([{ id: made.id, name, kind: 'group' }]);
      }
      expect((await suite.provider.parents(made)).map(({ id }) => id)).toEqual([parent.id]);
      await suite.having('remove').remove(made);
      expect(await suite.one(made)).toBeUndefined();
    },
  );

  test('refuses NUL in a name', async () => {
    const refused = await refusal(suite.create(suite.group('nul\0nul')), 'value.invalid');
    expect(refused.attributes).toContain(suite.word('name'));
  });

  test('refuses an empty name and one that is too long', async () => {
    const { maxNameLength } = suite.provider.groupRules;
    for (const name of ['', 'x'.repeat(maxNameLength + 1)]) {
      const refused = await refusal(suite.create(suite.group(name)), 'value.invalid');
      expect(refused.attributes).toContain(suite.word('name'));
    }
  });
}

function updateContract(suite: Suite): void {
  const set = (attribute: string, from: string | null, to: string | null) =>
    [{ attribute, op: 'set' as const, old: from, new: to }] as const;

  test('sets, replaces and clears a single value', async () => {
    const group = await suite.create(suite.group());
    const description = suite.word('description');
    const provider = suite.having('update');
    await provider.update(group, set(description, null, 'one'));
    expect(await suite.values(group, description)).toEqual(['one']);
    await provider.update(group, set(description, 'one', 'two'));
    expect(await suite.values(group, description)).toEqual(['two']);
    await provider.update(group, set(description, 'two', null));
    expect(await suite.values(group, description)).toEqual([]);
  });

  test('repeated, changes nothing and succeeds', async () => {
    const group = await suite.create(suite.group());
    const description = suite.word('description');
    const provider = suite.having('update');
    for (const [from, to] of [
      [null, 'one'],
      ['one', 'two'],
      ['two', null],
    ] as const) {
      await provider.update(group, set(description, from, to));
      await provider.update(group, set(description, from, to));
      expect(await suite.values(group, description)).toEqual(to === null ? [] : [to]);
    }
  });

  test('refuses when the old value is gone, and writes nothing', async () => {
    const group = await suite.create(suite.group(undefined, { [suite.word('description')]: ['now'] }));
    const description = suite.word('description');
    const provider = suite.having('update');
    for (const old of [null, 'before']) {
      const refused = await refusal(provider.update(group, set(description, old, 'mine')), 'object.conflict');
      expect(refused.attributes).toEqual([description]);
    }
    expect(await suite.values(group, description)).toEqual(['now']);
  });

  test('changes several attributes at once', async () => {
    const owner = await suite.create(suite.user());
    const group = await suite.create(suite.group());
    const wanted = {
      [suite.word('description')]: 'several',
      [suite.word('owner')]: owner.id,
      ...(suite.options.groupMailIsFixed === true ? {} : { [suite.word('mail')]: 'several@example.test' }),
    };
    const delta = Object.entries(wanted).flatMap(([attribute, value]) => set(attribute, null, value));
    await suite.having('update').update(group, delta);
    expect((await suite.one(group, Object.keys(wanted)))?.attributes).toEqual(
      Object.fromEntries(Object.entries(wanted).map(([attribute, value]) => [attribute, [value]])),
    );
  });

  test('adds and removes members; present and absent ones count as done [groups 3.10] [groups 3.11]', async () => {
    const group = await suite.create(suite.group());
    const [a, b, c] = [
      await suite.create(suite.user()),
      await suite.create(suite.user()),
      await suite.create(suite.user()),
    ];
    const member = suite.word('member');
    const provider = suite.having('update');
    const change = (add: readonly ObjectRef[], remove: readonly ObjectRef[]) =>
      provider.update(group, [
        { attribute: member, op: 'values', add: add.map(({ id }) => id), remove: remove.map(({ id }) => id) },
      ]);
    await change([a, b], []);
    await change([b, c], []);
    expect(await suite.memberIds(group)).toEqual([a.id, b.id, c.id].sort());
    await change([], [a, b]);
    await change([], [b, c]);
    expect(await suite.memberIds(group)).toEqual([]);
    await change([a], [b]);
    await change([a, c], [b]);
    expect(await suite.memberIds(group)).toEqual([a.id, c.id].sort());
    await change([], []);
    expect(await suite.memberIds(group)).toEqual([a.id, c.id].sort());
  });

  test('refuses a member that does not exist and keeps the rest as it was', async () => {
    const group = await suite.create(suite.group());
    const member = suite.word('member');
    const nobody = '00000000-0000-4000-8000-000000000001';
    await refusal(
      suite.having('update').update(group, [{ attribute: member, op: 'values', add: [nobody], remove: [] }]),
      'object.notFound',
    );
    expect(await suite.memberIds(group)).toEqual([]);
  });

  test('of an object that is gone is object.notFound', async () => {
    const group = await suite.create(suite.group());
    await suite.having('remove').remove(group);
    await refusal(
      suite.having('update').update(group, set(suite.word('description'), null, 'x')),
      'object.notFound',
    );
  });
}

function peopleContract(suite: Suite): void {
  const set = (concept: Concept, old: string | null, value: string | null) =>
    [{ attribute: suite.word(concept), op: 'set' as const, old, new: value }] as const;

  test('get a manager by id, whose direct reports are those that name him [users-and-search U2.1]', async () => {
    const provider = suite.having('update');
    const [first, second, person] = [
      await suite.create(suite.user()),
      await suite.create(suite.user()),
      await suite.create(suite.user()),
    ];
    const manager = suite.word('manager');
    await provider.update(person, set('manager', null, first.id));
    await provider.update(person, set('manager', null, first.id));
    expect(await suite.values(person, manager)).toEqual([first.id]);
    await refusal(provider.update(person, set('manager', null, second.id)), 'object.conflict');
    const reports = await suite.reportsOf(first);
    expect(reports).toEqual([person.id]);
    await provider.update(person, set('manager', first.id, second.id));
    expect(await suite.reportsOf(first)).toEqual([]);
    await provider.update(person, set('manager', second.id, null));
    await provider.update(person, set('manager', second.id, null));
    expect(await suite.values(person, manager)).toEqual([]);
    const nobody = '00000000-0000-4000-8000-000000000003';
    const refused = await provider
      .update(person, set('manager', null, nobody))
      .catch((error: unknown) => error);
    // A cloud that does not show new objects everywhere at once cannot tell which of the two is missing.
    const codes = ['object.notFound', 'provider.unavailable'];
    expect(codes).toContain(refused instanceof ProviderError ? refused.code : refused);
  });

  test('keep all their texts, each under its own word [users-and-search U2.1]', async () => {
    const person = await suite.create(suite.user());
    const texts = (['title', 'department', 'company', 'office', 'phone', 'mobile'] as const).filter(
      (concept) => suite.knows(concept),
    );
    const words = texts.map((concept) => suite.word(concept));
    const wanted = Object.fromEntries(
      words.map((word, index) => [word, [`+49 30 1234${String(index)}`]] as const),
    );
    await suite.having('update').update(
      person,
      words.map((attribute) => ({ attribute, op: 'set', old: null, new: wanted[attribute]?.[0] ?? '' })),
    );
    expect((await suite.one(person, words))?.attributes).toEqual(wanted);
  });

  test('are renamed and keep id, login and groups', async () => {
    const wanted = suite.user();
    const person = await suite.create(wanted);
    const group = await suite.create(suite.group(undefined, { [suite.word('member')]: [person.id] }));
    const name = `Renamed ${suite.account('n')}`;
    await suite.having('rename').rename(person, name);
    const login = suite.word('loginName');
    expect(await suite.one(person, [login])).toMatchObject({
      id: person.id,
      attributes: { [login]: wanted.attributes[login] },
    });
    expect(await suite.values(person, suite.word('name'))).toEqual([name]);
    expect(await suite.memberIds(group)).toEqual([person.id]);
  });
}

function kindsContract(suite: Suite, capabilities: Capabilities): void {
  const has = (kind: ObjectKind): boolean => suite.options.kinds.includes(kind);
  const followed = async (kind: ObjectKind, cursor: string | null) => {
    const objects: DirectoryObject[] = [];
    let removed: readonly string[] | null = [];
    let next = cursor;
    for await (const page of suite.having('changes').changes({ kinds: [kind], cursor, pageSize: 100 })) {
      objects.push(...page.objects);
      removed = removed === null || page.removed === null ? null : [...removed, ...page.removed];
      next = page.cursor ?? next;
    }
    return { objects, removed, next };
  };

  test('those that the directory has not are found nowhere and cannot be made [stores-and-links S12]', async () => {
    for (const kind of objectKinds.filter((each) => !has(each))) {
      expect(await suite.all(kind), kind).toEqual([]);
      if (capabilities.create)
        await refusal(suite.create({ ...suite.group(), kind }), 'operation.unsupported');
    }
  });

  test('those that it has are listed with their attributes', async () => {
    const { attributes } = await suite.provider.discover();
    for (const kind of suite.options.kinds) expect(attributes[kind]?.length, kind).toBeGreaterThan(0);
  });

  test.runIf(has('container'))('containers are found, read and followed [stores-and-links R1]', async () => {
    const place = suite.given.container ?? suite.given.otherContainer;
    const all = await suite.all('container');
    const found = all.find(({ path }) => path.toLowerCase() === place?.toLowerCase());
    expect(found, JSON.stringify(all.map(({ path }) => path))).toMatchObject({
      kind: 'container',
      enabled: true,
    });
    if (found === undefined) return;
    expect(await suite.one(found)).toEqual(found);
    if (capabilities.changes) expect((await followed('container', null)).objects).toContainEqual(found);
  });

  test.runIf(has('computer'))('computers are found, read and followed [stores-and-links R1]', async () => {
    const { computer = '' } = suite.given;
    const all = await suite.all('computer');
    const found = all.find(({ name }) => name === computer);
    expect(found, JSON.stringify(all)).toMatchObject({ kind: 'computer' });
    if (found === undefined) return;
    expect(await suite.one(found)).toEqual(found);
    expect((await followed('computer', null)).objects).toContainEqual(found);
    expect(await suite.found(named(suite, suite.group(computer)), ['user', 'group', 'contact'])).toEqual([]);
  });

  test.runIf(has('contact'))(
    'contacts are made, changed, put into groups, renamed, moved, followed and removed [stores-and-links R1]',
    async () => {
      const provider = suite.having('update', 'rename', 'move', 'remove');
      const mail = suite.word('mail');
      const person = suite.user(suite.account('contact'), { [mail]: ['cora@partner.example.test'] });
      // Nobody signs in as one.
      const account = [suite.word('loginName'), suite.knows('accountName') ? suite.word('accountName') : ''];
      const attributes = Object.fromEntries(
        Object.entries(person.attributes).filter(([name]) => !account.includes(name)),
      );
      const wanted: NewObject = { ...person, kind: 'contact', attributes };
      const { next } = await followed('contact', null);
      const contact = await suite.create(wanted);
      expect(contact).toMatchObject({
        kind: 'contact',
        attributes: { [mail]: ['cora@partner.example.test'] },
      });
      const filter = named(suite, wanted);
      expect(await suite.found(filter, ['contact'])).toEqual([contact.name]);
      expect(await suite.found(filter, ['user', 'group'])).toEqual([]);
      await provider.update(contact, [
        { attribute: mail, op: 'set', old: 'cora@partner.example.test', new: 'cora@other.example.test' },
      ]);
      const group = await suite.create(suite.group(undefined, { [suite.word('member')]: [contact.id] }));
      for await (const page of suite.provider.members(group, 10)) {
        expect(page).toMatchObject([{ kind: 'contact', id: contact.id, name: contact.name }]);
      }
      const name = suite.account('renamed contact');
      await provider.rename(contact, name);
      const { path } = await provider.move(contact, suite.given.otherContainer ?? '');
      const read = await suite.one(contact);
      expect(read).toMatchObject({
        kind: 'contact',
        name,
        path,
        attributes: { [mail]: ['cora@other.example.test'] },
      });
      const delta = await followed('contact', next);
      expect(delta.objects).toContainEqual(read);
      await provider.remove(contact);
      expect(await suite.one(contact)).toBeUndefined();
      const { removed } = await followed('contact', delta.next);
      if (removed !== null) expect(removed).toContain(contact.id);
    },
  );
}

function membershipContract(suite: Suite): void {
  describe('members', () => {
    const add = (group: ObjectRef, ...members: ObjectRef[]) =>
      suite
        .having('update')
        .update(group, [
          { attribute: suite.word('member'), op: 'values', add: members.map(({ id }) => id), remove: [] },
        ]);

    test('come page by page with kind, name and path', async () => {
      const users = [];
      for (let index = 0; index < 7; index += 1) users.push(await suite.create(suite.user()));
      const nested = await suite.create(suite.group());
      const group = await suite.create(
        suite.group(undefined, { [suite.word('member')]: [...users, nested].map(({ id }) => id) }),
      );
      const pages = [];
      for await (const page of suite.provider.members(group, 3)) pages.push(page);
      expect(pages.every((page) => page.length <= 3)).toBe(true);
      const members = pages.flat();
      expect(members.map(({ id }) => id).sort()).toEqual([...users, nested].map(({ id }) => id).sort());
      for (const made of [...users, nested]) {
        expect(members).toContainEqual({
          kind: made.kind,
          id: made.id,
          name: made.name,
          path: made.path,
          readOnly: false,
        });
      }
    });

    test('of an empty group are none', async () => {
      expect(await suite.memberIds(await suite.create(suite.group()))).toEqual([]);
    });

    test('of a group that is gone is object.notFound, not an empty list', async () => {
      const group = await suite.create(suite.group());
      await suite.having('remove').remove(group);
      await refusal(suite.memberIds(group), 'object.notFound');
    });

    test('of several groups at once are those of each, whatever the caller knows', async () => {
      if (suite.provider.membersOfGroups === undefined) return;
      const [anna, ben] = [await suite.create(suite.user()), await suite.create(suite.user())];
      const nested = await suite.create(suite.group());
      const [full, empty, gone] = [
        await suite.create(suite.group()),
        await suite.create(suite.group()),
        await suite.create(suite.group()),
      ];
      await add(full, anna, ben, nested);
      await add(nested, ben);
      await suite.having('remove').remove(gone);
      const all = [anna, ben, nested];
      const nothing = {
        idsAt: () => Promise.resolve(new Map<string, string>()),
        ownAmong: () => Promise.resolve(new Set<string>()),
      };
      const everything = {
        idsAt: (paths: readonly string[]) =>
          Promise.resolve(
            new Map(all.filter(({ path }) => paths.includes(path)).map(({ path, id }) => [path, id])),
          ),
        ownAmong: (ids: readonly string[]) => Promise.resolve(new Set(ids)),
      };
      for (const known of [nothing, everything]) {
        const groups: string[] = [];
        const members: string[] = [];
        const asked = [full, empty, gone, nested].map(({ id }) => id);
        for await (const page of suite.provider.membersOfGroups(asked, 2, known)) {
          expect(page.members.length).toBeLessThanOrEqual(2);
          groups.push(...page.groups);
          for (const { groupId, id, readOnly } of page.members) {
            expect(readOnly).toBe(false);
            members.push(`${groupId} ${id}`);
          }
        }
        expect(groups.sort()).toEqual([full.id, empty.id, nested.id].sort());
        expect(members.sort()).toEqual(
          [...all.map(({ id }) => `${full.id} ${id}`), `${nested.id} ${ben.id}`].sort(),
        );
      }
    });

    test('membersAmong tells which of the ids are direct members', async () => {
      const inside = await suite.create(suite.user());
      const outside = await suite.create(suite.user());
      const deep = await suite.create(suite.user());
      const nested = await suite.create(suite.group());
      const group = await suite.create(suite.group());
      await add(nested, deep);
      await add(group, inside, nested);
      const ids = [inside.id, outside.id, deep.id, nested.id, '00000000-0000-4000-8000-000000000002'];
      expect(await suite.provider.membersAmong(group, ids)).toEqual(new Set([inside.id, nested.id]));
      expect(await suite.provider.membersAmong(group, [])).toEqual(new Set());
    });

    test('parents are direct, effectiveGroups of any depth [groups 10.1]', async () => {
      const person = await suite.create(suite.user());
      const [low, middle, high] = [
        await suite.create(suite.group()),
        await suite.create(suite.group()),
        await suite.create(suite.group()),
      ];
      await add(low, person);
      await add(middle, low);
      await add(high, middle);
      const direct = (await suite.provider.parents(person)).map(({ id }) => id);
      expect(direct).toContain(low.id);
      expect(direct).not.toContain(middle.id);
      expect((await suite.provider.parents(low)).map(({ id }) => id)).toEqual([middle.id]);
      const effective = await suite.provider.effectiveGroups(person);
      for (const group of [low, middle, high]) expect(effective).toContain(group.id);
      expect(await suite.provider.effectiveGroups(high)).not.toContain(low.id);
    });

    test('effectiveGroups ends on a cycle [groups 10.2]', async () => {
      const [one, two, three] = [
        await suite.create(suite.group()),
        await suite.create(suite.group()),
        await suite.create(suite.group()),
      ];
      await add(one, two);
      await add(two, three);
      await add(three, one);
      const person = await suite.create(suite.user());
      await add(one, person);
      const effective = await suite.provider.effectiveGroups(person);
      for (const group of [one, two, three]) expect(effective).toContain(group.id);
    });
  });
}

function changesContract(suite: Suite): void {
  const read = async (cursor: string | null, pageSize = 100) => {
    const objects: DirectoryObject[] = [];
    let removed: readonly string[] | null = [];
    let next: string | null = null;
    let full = false;
    const provider = suite.having('changes');
    for await (const page of provider.changes({ kinds: ['user', 'group'], cursor, pageSize })) {
      expect(page.objects.length).toBeLessThanOrEqual(pageSize);
      objects.push(...page.objects);
      removed = removed === null || page.removed === null ? null : [...removed, ...page.removed];
      next = page.cursor ?? next;
      full ||= page.full;
    }
    if (next === null) throw new Error('The last page carries no cursor.');
    return { objects, ids: new Set(objects.map(({ id }) => id)), removed, next, full };
  };

  test('without a cursor give everything there is, each object as a search gives it [stores-and-links R3]', async () => {
    const [user, group] = [await suite.create(suite.user()), await suite.create(suite.group())];
    const all = await read(null, 5);
    expect(all.full).toBe(true);
    for (const made of [user, group]) expect(all.objects).toContainEqual(made);
    const searched: string[] = [];
    for await (const { objects } of suite.provider.search({ kinds: ['user', 'group'], pageSize: 100 })) {
      searched.push(...objects.map(({ id }) => id));
    }
    expect(all.ids).toEqual(new Set(searched));
  });

  test('with a cursor give what was made, changed, renamed or got members since [stores-and-links R3]', async () => {
    const provider = suite.having('update', 'rename');
    const [changed, renamed, joined] = [
      await suite.create(suite.group()),
      await suite.create(suite.group()),
      await suite.create(suite.group()),
    ];
    const { next } = await read(null);
    const user = await suite.create(suite.user());
    await provider.update(changed, [
      { attribute: suite.word('description'), op: 'set', old: null, new: 'changed' },
    ]);
    const name = suite.account('renamed');
    await provider.rename(renamed, name);
    await provider.update(joined, [
      { attribute: suite.word('member'), op: 'values', add: [user.id], remove: [] },
    ]);
    const delta = await read(next);
    expect(delta.full).toBe(false);
    for (const { id } of [user, changed, renamed, joined]) expect(delta.ids).toContain(id);
    expect(delta.objects.find(({ id }) => id === renamed.id)?.name).toBe(name);
    expect(delta.objects.find(({ id }) => id === changed.id)?.attributes).toMatchObject({
      [suite.word('description')]: ['changed'],
    });
    // Going on from the same cursor gives the same again: it is lost only when the page is committed.
    for (const id of delta.ids) expect((await read(next)).ids).toContain(id);
    expect((await read(delta.next)).full).toBe(false);
  });

  test('tell what is gone, or say that they cannot [stores-and-links R3]', async () => {
    const group = await suite.create(suite.group());
    const { next } = await read(null);
    await suite.having('remove').remove(group);
    const delta = await read(next);
    expect(delta.ids).not.toContain(group.id);
    if (delta.removed !== null) expect(delta.removed).toContain(group.id);
  });

  test('begin anew with a cursor that is none of theirs', async () => {
    for (const cursor of ['', 'nonsense', '{"directory":"another","since":"20200101000000Z"}']) {
      expect((await read(cursor)).full, cursor).toBe(true);
    }
  });
}

function removeContract(suite: Suite): void {
  test('removes, and once more is success', async () => {
    const group = await suite.create(suite.group());
    const provider = suite.having('remove');
    await provider.remove(group);
    expect(await suite.one(group)).toBeUndefined();
    await provider.remove(group);
  });

  test('takes the object out of the groups that held it', async () => {
    const user = await suite.create(suite.user());
    const group = await suite.create(suite.group(undefined, { [suite.word('member')]: [user.id] }));
    await suite.having('remove').remove(user);
    // OpenLDAP's overlay cleans up a moment later.
    await expect.poll(() => suite.memberIds(group), { timeout: 3000 }).toEqual([]);
  });
}

function restoreContract(suite: Suite): void {
  test('brings back what was removed under its old id; once more is success [groups 14.3]', async () => {
    const provider = suite.having('remove', 'restore');
    const user = await suite.create(suite.user());
    await provider.remove(user);
    const restored = await provider.restore(user);
    expect(restored).toMatchObject({ id: user.id, kind: 'user' });
    expect(await suite.one(user)).toMatchObject({ id: user.id, name: restored.name, path: restored.path });
    expect(await provider.restore(user)).toMatchObject({ id: user.id });
  });

  test('of what the directory never had is object.notFound', async () => {
    const nobody = { kind: 'user', id: '00000000-0000-4000-8000-000000000000' } as const;
    await refusal(suite.having('restore').restore(nobody), 'object.notFound');
  });
}

function renameContract(suite: Suite): void {
  test('renames and keeps id, members and the rest', async () => {
    const user = await suite.create(suite.user());
    const group = await suite.create(suite.group(undefined, { [suite.word('member')]: [user.id] }));
    const name = `Renamed, "again" ${suite.account('n')}`;
    const provider = suite.having('rename');
    const { path } = await provider.rename(group, name);
    expect(await suite.one(group)).toMatchObject({ id: group.id, name, path: path ?? group.path });
    expect(await suite.memberIds(group)).toEqual([user.id]);
    await provider.rename(group, name);
    expect((await suite.one(group))?.name).toBe(name);
  });

  test.runIf((suite.options.unique ?? 'name') === 'name')('refuses a name in use', async () => {
    const first = await suite.create(suite.group());
    const second = await suite.create(suite.group());
    const refused = await refusal(suite.having('rename').rename(second, first.name), 'object.exists');
    expect(refused.attributes).toContain(suite.word('name'));
    expect((await suite.one(second))?.name).toBe(second.name);
  });
}

function moveContract(suite: Suite): void {
  test.each(suite.options.moves ?? ['group', 'user'])(
    'moves a %s to another container, twice is once',
    async (kind) => {
      const target = suite.given.otherContainer;
      expect(target, 'a provider that moves has two containers').not.toBeNull();
      if (target === null) return;
      const object = await suite.create(
        kind === 'user' ? suite.user('moves, along') : suite.group('moves, along'),
      );
      const provider = suite.having('move');
      const { path } = await provider.move(object, target);
      expect(path).not.toBe(object.path);
      expect(await suite.one(object)).toMatchObject({ id: object.id, name: object.name, path });
      await provider.move(object, target);
      expect((await suite.one(object))?.path).toBe(path);
      await suite.having('remove').remove(object);
    },
  );
}

function fenceContract(suite: Suite, { update, remove }: Capabilities): void {
  const fenced = <T>(work: () => Promise<T>) =>
    withWriteFence(() => {
      throw new ProviderError('provider.unavailable', 'Taken over.');
    }, work);

  test('are not sent [groups 0.5]', async () => {
    const wanted = suite.group();
    const intent = await suite.intent(wanted);
    const { create } = suite.having('create');
    await refusal(
      fenced(() => create.call(suite.provider, wanted, intent)),
      'provider.unavailable',
    );
    expect(await suite.found(named(suite, wanted))).toEqual([]);
    const group = await suite.create(wanted);
    if (update) {
      const delta: Delta = [{ attribute: suite.word('description'), op: 'set', old: null, new: 'late' }];
      await refusal(
        fenced(() => suite.having('update').update(group, delta)),
        'provider.unavailable',
      );
      expect(await suite.values(group, suite.word('description'))).toEqual([]);
    }
    if (remove) {
      await refusal(
        fenced(() => suite.having('remove').remove(group)),
        'provider.unavailable',
      );
      expect(await suite.one(group)).toBeDefined();
    }
  });
}

const named = (suite: Suite, { attributes }: NewObject): Filter => ({
  op: 'compare',
  attribute: suite.word('name'),
  test: 'equals',
  value: attributes[suite.word('name')]?.[0] ?? '',
});

function passwordContract(suite: Suite, capabilities: Capabilities): void {
  const person = async (): Promise<{ user: DirectoryObject; login: string }> => {
    const wanted = suite.user();
    const login = wanted.attributes[suite.word('loginName')]?.[0] ?? '';
    const user = await suite.create(wanted);
    const provider = suite.having('setPassword', 'setEnabled');
    await provider.setPassword(user, suite.given.passwords[0], { mustChange: false });
    await provider.setEnabled(user, true);
    return { user, login };
  };

  test('the right password signs in and gives the user', async () => {
    const { user, login } = await person();
    const result = await suite.signIn.authenticate(login, suite.given.passwords[0]);
    expect(result).toMatchObject({ ok: true, user: { id: user.id, kind: 'user', enabled: true } });
  });

  test('a wrong password and an unknown person look the same', async () => {
    const { login } = await person();
    const wrong = { ok: false, failure: 'wrong' };
    expect(await suite.signIn.authenticate(login, 'not the password')).toEqual(wrong);
    expect(await suite.signIn.authenticate(suite.given.loginName('nobody0'), 'not the password')).toEqual(
      wrong,
    );
  });

  test('whoever limits guessing by account is asked before a password is tried [access-and-approvals A4]', async () => {
    const { user, login } = await person();
    const [password] = suite.given.passwords;
    const asked: string[] = [];
    const answering = (answer: boolean) => (accountId: string) => {
      asked.push(accountId);
      return Promise.resolve(answer);
    };
    expect(await suite.signIn.authenticate(login, password, answering(false))).toEqual({
      ok: false,
      failure: 'wrong',
    });
    expect(await suite.signIn.authenticate(login, password, answering(true))).toMatchObject({ ok: true });
    expect(asked).toEqual([user.id, user.id]);
    await suite.signIn.authenticate(suite.given.loginName('nobody0'), password, answering(true));
    expect(asked).toHaveLength(2);
  });

  test('an empty password is wrong', async () => {
    const { login } = await person();
    expect(await suite.signIn.authenticate(login, '')).toEqual({ ok: false, failure: 'wrong' });
  });

  test('a pattern is not a login name', async () => {
    const { login } = await person();
    for (const name of ['*', `${login.slice(0, 3)}*`, `${login})(cn=*`, '', ' ']) {
      expect(await suite.signIn.authenticate(name, suite.given.passwords[0]), name).toEqual({
        ok: false,
        failure: 'wrong',
      });
    }
  });

  test('a disabled person is told apart, after the right password only', async () => {
    const { user, login } = await person();
    const provider = suite.having('setEnabled');
    await provider.setEnabled(user, false);
    await provider.setEnabled(user, false);
    expect((await suite.one(user))?.enabled).toBe(false);
    expect(await suite.signIn.authenticate(login, suite.given.passwords[0])).toEqual({
      ok: false,
      failure: suite.given.disabledLooksWrong === true ? 'wrong' : 'disabled',
    });
    expect(await suite.signIn.authenticate(login, 'not the password')).toEqual({
      ok: false,
      failure: 'wrong',
    });
    await provider.setEnabled(user, true);
    expect((await suite.one(user))?.enabled).toBe(true);
    expect(await suite.signIn.authenticate(login, suite.given.passwords[0])).toMatchObject({ ok: true });
  });

  test('a password that must change is told apart [users-and-search U4.3]', async () => {
    const { user, login } = await person();
    const provider = suite.having('setPassword');
    await provider.setPassword(user, suite.given.passwords[1], { mustChange: true });
    expect(await suite.signIn.authenticate(login, suite.given.passwords[1])).toEqual({
      ok: false,
      failure: 'mustChange',
    });
  });

  test('a reset takes effect, and a weak one is refused with its reason', async () => {
    const { user, login } = await person();
    const provider = suite.having('setPassword');
    await provider.setPassword(user, suite.given.passwords[1], { mustChange: false });
    expect(await suite.signIn.authenticate(login, suite.given.passwords[1])).toMatchObject({ ok: true });
    await refusal(provider.setPassword(user, 'a', { mustChange: false }), 'value.invalid');
    expect(await suite.signIn.authenticate(login, suite.given.passwords[1])).toMatchObject({ ok: true });
  });

  test.skipIf(!capabilities.unlock)(
    'whoever is locked out after wrong passwords is unlocked, and not enabled by it [users-and-search U5.1] [users-and-search U5.5] [access-and-approvals A4]',
    async () => {
      const { user, login } = await person();
      const [password] = suite.given.passwords;
      const provider = suite.having('unlock', 'setEnabled');
      const accounts = suite.having('accountState');
      expect(await accounts.accountState(user)).toBeNull();
      expect(await accounts.accountState({ kind: 'user', id: 'nobody' })).toBeNull();
      for (let failures = 0; failures < (suite.given.lockedAfter ?? 0); failures += 1) {
        expect(await suite.signIn.authenticate(login, 'not the password')).toMatchObject({ ok: false });
      }
      // Whoever guesses until the account is locked learns nothing, not even that it exists.
      for (const typed of [password, 'not the password']) {
        expect(await suite.signIn.authenticate(login, typed)).toEqual({ ok: false, failure: 'wrong' });
      }
      expect(await accounts.accountState(user)).toBe('locked');
      await provider.unlock(user);
      await provider.unlock(user);
      expect(await accounts.accountState(user)).toBeNull();
      expect(await suite.signIn.authenticate(login, password)).toMatchObject({ ok: true });
      await provider.setEnabled(user, false);
      await provider.unlock(user);
      expect(await suite.one(user)).toMatchObject({ enabled: false });
    },
  );

  test.skipIf(!capabilities.changePassword)(
    'a change needs the current password [users-and-search U4.1]',
    async () => {
      const { user, login } = await person();
      const [first, second] = suite.given.passwords;
      const provider = suite.having('changePassword');
      const refused = await refusal(
        provider.changePassword(user, 'not the password', second),
        'signin.failed',
      );
      expect(refused.message).toBe('Current password is not correct.');
      await provider.changePassword(user, first, second);
      expect(await suite.signIn.authenticate(login, second)).toMatchObject({ ok: true });
    },
  );
}
