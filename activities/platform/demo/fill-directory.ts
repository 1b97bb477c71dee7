/** Puts the demo's people and groups into a local directory; what is there already stays. */
import type { Attributes, DirectoryObject, Vocabulary } from '../../../workflows/contracts/directory.ts';
import { type NewObject, type Provider, ProviderError } from '../../providers/contract.ts';
import type { DemoGroup } from './groups.ts';
import { type DemoPerson, demoSignIns, type DemoStore } from './organisation.ts';
import { mailOf } from './people.ts';

export interface FilledDirectory {
  readonly objects: readonly DirectoryObject[];
  /** Object ids by account name. */
  readonly people: ReadonlyMap<string, string>;
  /** Groups with what they hold, by name. */
  readonly groups: ReadonlyMap<string, { readonly id: string; readonly memberIds: readonly string[] }>;
}

/** Creations at once; the directory has five connections. */
const concurrent = 4;
const pageSize = 1000;

/**
 * May be killed anywhere and run again: each object is one transaction of the directory, and a
 * second run creates only those that are missing.
 */
export async function fillDirectory(
  provider: Provider,
  store: DemoStore,
  people: readonly DemoPerson[],
  groups: readonly DemoGroup[],
  password: string,
): Promise<FilledDirectory> {
  const words = provider.vocabulary;
  const known = await existing(provider);
  const ids = new Map<string, string>();
  const ensure = async (key: string, object: NewObject): Promise<DirectoryObject> => {
    const found = known.get(key) ?? (await create(provider, object));
    known.set(key, found);
    return found;
  };
  // Level by level: a manager is there before the people who name him.
  for (const level of levels(people)) {
    await inTurns(level, async (person) => {
      const { id } = await ensure(`user/${person.account}`, newPerson(words, person, ids));
      ids.set(person.account, id);
    });
  }
  await setPasswords(provider, store, ids, password);

  const made = new Map<string, { id: string; memberIds: readonly string[] }>();
  for (const group of groups) {
    const memberIds = [
      ...people.filter(group.people).flatMap(({ account }) => ids.get(account) ?? []),
      ...(group.groups ?? []).flatMap((name) => made.get(name)?.id ?? []),
    ];
    const account = accountNameOf(provider, group.name);
    const object = newGroup(provider, store, group, account, memberIds, ids);
    made.set(group.name, { id: (await ensure(`group/${account}`, object)).id, memberIds });
  }
  return { objects: [...known.values()], people: ids, groups: made };
}

async function existing(provider: Provider): Promise<Map<string, DirectoryObject>> {
  const account = provider.vocabulary.accountName ?? '';
  const found = new Map<string, DirectoryObject>();
  for await (const { objects } of provider.search({ kinds: ['user', 'group'], pageSize })) {
    for (const object of objects)
      found.set(`${object.kind}/${object.attributes[account]?.[0] ?? ''}`, object);
  }
  return found;
}

function levels(people: readonly DemoPerson[]): DemoPerson[][] {
  const depth = new Map<string, number>();
  for (const { account, manager } of people) {
    depth.set(account, manager === null ? 0 : (depth.get(manager) ?? 0) + 1);
  }
  const sorted = Map.groupBy(people, ({ account }) => depth.get(account) ?? 0);
  return [...sorted.keys()].sort((a, b) => a - b).map((level) => sorted.get(level) ?? []);
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
}

async function create(provider: Provider, object: NewObject): Promise<DirectoryObject> {
  if (provider.prepareCreate === undefined || provider.create === undefined) throw unsupported();
  return provider.create(object, await provider.prepareCreate(object));
}

/** Only those the terminal names can sign in; a password of everybody would take a minute to hash. */
async function setPasswords(
  provider: Provider,
  { key }: DemoStore,
  ids: ReadonlyMap<string, string>,
  password: string,
): Promise<void> {
  await inTurns(
    demoSignIns.filter(({ store }) => store === key),
    async ({ account }) => {
      if (provider.setPassword === undefined) throw unsupported();
      await provider.setPassword({ kind: 'user', id: ids.get(account) ?? '' }, password, {
        mustChange: false,
      });
    },
  );
}

const unsupported = (): ProviderError =>
  new ProviderError('operation.unsupported', 'This kind of store cannot keep the demo organisation.');

/** Longer names are cut; the display name has all of it. */
const maxNameLength = 64;

const newPerson = (words: Vocabulary, person: DemoPerson, ids: ReadonlyMap<string, string>): NewObject => ({
  kind: 'user',
  container: null,
  enabled: person.enabled,
  attributes: attributes([
    [words.name, Array.from(person.displayName).slice(0, maxNameLength).join('').trim()],
    [words.accountName, person.account],
    [words.displayName, person.displayName],
    [words.mail, mailOf(person)],
    [words.firstName, person.firstName],
    [words.lastName, person.lastName],
    [words.title, person.title],
    [words.department, person.department],
    [words.office, person.office],
    [words.phone, person.phone],
    ['employeeId', person.employeeId],
    [words.manager, person.manager === null ? undefined : ids.get(person.manager)],
  ]),
});

const newGroup = (
  { vocabulary: words, groupRules }: Provider,
  { domain }: DemoStore,
  group: DemoGroup,
  account: string,
  memberIds: readonly string[],
  ids: ReadonlyMap<string, string>,
): NewObject => ({
  kind: 'group',
  container: null,
  attributes: {
    ...attributes([
      [words.name, group.name],
      [words.accountName, account],
      [words.displayName, group.name],
      [words.description, group.description],
      [words.mail, group.mail === undefined ? undefined : `${group.mail}@${domain}`],
      [words.groupCategory, groupRules.defaultCategory],
      [words.groupScope, groupRules.defaultScope],
      [words.owner, group.owner === null ? undefined : ids.get(group.owner)],
    ]),
    ...(words.member === undefined || memberIds.length === 0 ? {} : { [words.member]: memberIds }),
  },
});

const attributes = (pairs: readonly (readonly [string | undefined, string | undefined])[]): Attributes =>
  Object.fromEntries(
    pairs.flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [[name, [value]]])),
  );

const accountNameOf = ({ groupRules }: Provider, name: string): string =>
  Array.from(name, (letter) => (groupRules.accountNameForbidden.includes(letter) ? '_' : letter)).join('');
