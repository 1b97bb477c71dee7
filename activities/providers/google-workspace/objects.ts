/** Users and groups of the API as directory objects, and what is known of them by id and address. */
import type { Attributes, DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import {
  type GoogleKind,
  mayRead,
  memberCount,
  type Resource,
  personName,
  groupName,
  plainValues,
  referenceAttributes,
  unknown,
} from './attributes.ts';
import type { DirectoryApi } from './connection.ts';
import { isCustomName } from './custom-schemas.ts';
import { isNotFound } from './errors.ts';
import { isOrgUnitId, readOrgUnit } from './org-units.ts';

/** Members and managers are given by address; who they are is asked once. */
const rememberedAtMost = 20_000;

export interface Known {
  readonly kind: GoogleKind;
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

/** What was met lately, by id and by address; the oldest is forgotten first. */
export class Acquaintances {
  private readonly byKey = new Map<string, Known>();

  meet(kind: GoogleKind, resource: Resource): Known {
    const known = knownOf(kind, resource);
    for (const key of [known.id, (resource.primaryEmail ?? resource.email ?? '').toLowerCase()]) {
      this.byKey.delete(key);
      this.byKey.set(key, known);
    }
    for (const key of this.byKey.keys()) {
      if (this.byKey.size <= rememberedAtMost) break;
      this.byKey.delete(key);
    }
    return known;
  }

  forget(id: string): void {
    for (const [key, known] of this.byKey) if (known.id === id) this.byKey.delete(key);
  }

  of(key: string): Known | undefined {
    return this.byKey.get(key.toLowerCase());
  }
}

const knownOf = (kind: GoogleKind, resource: Resource): Known => ({
  kind,
  id: resource.id ?? '',
  name: nameOf(kind, resource),
  path: pathOf(kind, resource),
});

const nameOf = (kind: GoogleKind, resource: Resource): string =>
  kind === 'user' ? (personName(resource).fullName ?? '') : groupName(resource);

/** For people: the organizational unit and the address. */
const pathOf = (kind: GoogleKind, resource: Resource): string => {
  if (kind === 'group') return resource.email ?? '';
  const unit = resource.orgUnitPath ?? '/';
  return `${unit === '/' ? '' : unit}/${resource.primaryEmail ?? ''}`;
};

/** A user or group under its id or address; null where there is none. The guess is tried first. */
export async function find(
  api: DirectoryApi,
  key: string,
  guess: GoogleKind,
): Promise<{ readonly kind: GoogleKind; readonly resource: Resource } | null> {
  if (!isKey(key)) return null;
  for (const kind of guess === 'user' ? (['user', 'group'] as const) : (['group', 'user'] as const)) {
    const resource = await findOf(api, kind, key);
    if (resource !== null) return { kind, resource };
  }
  return null;
}

export async function findOf(api: DirectoryApi, kind: GoogleKind, key: string): Promise<Resource | null> {
  try {
    const { data } =
      kind === 'user'
        ? await api.users.get({ userKey: key, projection: 'full' })
        : await api.groups.get({ groupKey: key });
    return data;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** Ids and addresses only: anything else could reach into the path of the request. */
const isKey = (key: string): boolean => /^[A-Za-z0-9_'.+@-]{1,320}$/u.test(key);

/**
 * As the contract wants it: requested attributes with a value, or the defaults of the kind.
 * @param before what an earlier reading told of the object: spares a question while it shows no change
 */
export async function toObject(
  api: DirectoryApi,
  known: Acquaintances,
  kind: GoogleKind,
  resource: Resource,
  attributes?: readonly string[],
  before?: Attributes,
): Promise<DirectoryObject> {
  for (const name of attributes ?? []) if (!mayRead(name)) throw unknown(kind, name);
  const { id, name, path } = known.meet(kind, resource);
  const wanted = (attribute: string) =>
    attributes === undefined ? !isCustomName(attribute) : attributes.includes(attribute);
  const plain = Object.entries(plainValues(kind, resource)).filter(([attribute]) => wanted(attribute));
  const referring = referenceAttributes[kind];
  // A group of as many members is taken to have the owner it had.
  const isSame = kind === 'group' && before?.[memberCount]?.[0] === resource.directMembersCount;
  const reference = !wanted(referring)
    ? null
    : isSame
      ? (before?.[referring]?.[0] ?? null)
      : await referenceOf(api, known, kind, resource);
  return {
    kind,
    id,
    name,
    displayName: (kind === 'user' ? personName(resource).displayName : null) ?? name,
    path,
    enabled: resource.suspended !== true,
    attributes: {
      ...Object.fromEntries(plain),
      ...(reference === null ? {} : { [referring]: [reference] }),
    },
  };
}

/** The manager of a user, the first owner of a group: ids, found out from addresses. */
async function referenceOf(
  api: DirectoryApi,
  known: Acquaintances,
  kind: GoogleKind,
  resource: Resource,
): Promise<string | null> {
  if (kind === 'user') {
    const address = managerOf(resource);
    if (address === null) return null;
    return known.of(address)?.id ?? (await meetUser(api, known, address));
  }
  const { data } = await api.members.list({ groupKey: resource.id ?? '', roles: 'OWNER', maxResults: 1 });
  return data.members?.[0]?.id ?? null;
}

async function meetUser(api: DirectoryApi, known: Acquaintances, address: string): Promise<string | null> {
  const found = await find(api, address, 'user');
  return found === null ? null : known.meet(found.kind, found.resource).id;
}

function managerOf(user: Resource): string | null {
  const relations: unknown = user.relations;
  if (!Array.isArray(relations)) return null;
  const manager = (relations as { type?: string; value?: string }[]).find(({ type }) => type === 'manager');
  return manager?.value ?? null;
}

export async function readObjects(
  api: DirectoryApi,
  known: Acquaintances,
  refs: readonly ObjectRef[],
  attributes?: readonly string[],
): Promise<DirectoryObject[]> {
  const objects = await mapFew(refs, async (ref) => {
    if (isOrgUnitId(ref.id)) return readOrgUnit(api, ref.id, attributes);
    const found = await find(api, ref.id, ref.kind === 'group' ? 'group' : 'user');
    return found === null ? null : toObject(api, known, found.kind, found.resource, attributes);
  });
  return objects.filter((object) => object !== null);
}

/** Requests at once: as many as the connection allows. */
const atOnce = 8;

/** In order, a few at once. */
export async function mapFew<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
