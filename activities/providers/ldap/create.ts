/**
 * Creating so that a retry never makes a second object. [groups 0.5]
 *
 * 1. `prepareCreate` notes place, server, and the id of what stands at that place already (nothing, mostly).
 * 2. `create` adds everything in ONE operation, on that same server.
 * 3. Where an object of that name is there, it is this request's own work only if it is not the one noted
 *    before, was made by this store's own account, and holds all that was asked for.
 */
import { Attribute, EqualityFilter } from 'ldapts';
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { CreateIntent, NewObject } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { type Dn, equalDn, formatDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { allOf } from '../ldap-client/filter.ts';
import { nameOfNew, nameTaken, requireDisabled, requireName } from '../ldap-client/new-object.ts';
import { type Directory, type Root, searchBase } from './directory.ts';
import { groupListOf, listedAmong, placeholderOf, valuesIn } from './group-list.ts';
import { kindFilter } from './kinds.ts';
import { parse } from './names.ts';
import { columns, defaultsOf, objectsOf, valuesOf } from './objects.ts';
import { References } from './references.ts';
import { encode, mustKnow } from './values.ts';
import { vocabulary } from './vocabulary.ts';

/** Four bytes a character stay below the 511 bytes up to which servers index a name. */
export const nameLimit = 120;

/** Reads the mark; writes nothing. */
export async function prepareCreate(directory: Directory, object: NewObject): Promise<CreateIntent> {
  const dn = formatDn(placeOf(directory, object));
  return directory.pool.use(async (connection) => {
    const { vendor } = await directory.root(connection);
    const [existing] = await searchBase(connection, dn, [vendor.idAttribute]);
    return { dn, server: connection.host, existing: existing?.text(vendor.idAttribute) ?? null };
  });
}

export async function create(
  directory: Directory,
  object: NewObject,
  intent: CreateIntent,
): Promise<DirectoryObject> {
  requireDisabled(object);
  const place = placeOf(directory, object);
  const dn = formatDn(place);
  const host = typeof intent.server === 'string' ? intent.server : undefined;
  return directory.pool.use(async (connection) => {
    const root = await directory.root(connection);
    const attributes = await toAdd(directory, connection, root, object, place);
    await refuseTakenLogin(directory, connection, root, object, place);
    try {
      await connection.add(dn, attributes);
    } catch (error) {
      if (isFailure(error, resultCode.noSuchObject)) throw noContainer(place, error);
      if (!isFailure(error, resultCode.entryAlreadyExists)) throw error;
      await adoptOrRefuse(directory, connection, root, object, place, intent);
    }
    const entries = await searchBase(connection, dn, columns(root, defaultsOf(root, [object.kind])));
    const [made] = await objectsOf(directory, connection, entries, null);
    if (made !== undefined) return made;
    throw new ProviderError(
      'object.notFound',
      'The new object disappeared from the directory right after it was made.',
    );
  }, host);
}

/** The DN of the new object, with its name checked. */
function placeOf(directory: Directory, object: NewObject): Dn {
  const name = nameOfNew(object, vocabulary.name, nameLimit);
  const { kind } = object;
  if (kind !== 'user' && kind !== 'group' && kind !== 'contact') {
    throw new ProviderError('operation.unsupported', `Muster does not create objects of kind ${kind} here.`);
  }
  const container = directory.container(
    object.container ?? directory.defaultContainer(kind === 'group' ? 'group' : 'user'),
  );
  if (kind !== 'user' || directory.settings.userRdn === 'cn')
    return [{ type: 'cn', value: name }, ...container];
  const login = object.attributes[vocabulary.loginName]?.[0] ?? '';
  if (login.trim() !== '' && !login.includes('\0')) return [{ type: 'uid', value: login }, ...container];
  throw new ProviderError('value.invalid', 'A user needs a login name (uid), by which it is named here.', {
    attributes: [vocabulary.loginName],
  });
}

/** @throws `value.invalid` for a name that directories cannot keep */
export const checkName = (name: string): void => {
  requireName(name, vocabulary.name, nameLimit);
};

const noContainer = (place: Dn, cause: unknown): ProviderError =>
  new ProviderError('value.invalid', `The container ${formatDn(place.slice(1))} does not exist.`, {
    attributes: ['container'],
    cause,
  });

function classesFor(directory: Directory, { schema }: Root, kind: NewObject['kind']): string[] {
  const { settings } = directory;
  const filled = (names: readonly string[] | undefined): readonly string[] =>
    names === undefined || names.length === 0 ? ['inetOrgPerson'] : names;
  const leaves =
    kind === 'group'
      ? [settings.groupClass ?? 'groupOfNames', ...(settings.groupAuxiliaryClasses ?? [])]
      : kind === 'user'
        ? filled(settings.userClasses)
        : ['inetOrgPerson'];
  return [...new Set(leaves.flatMap((name) => schema.chain(name)))];
}

/** Everything in one add: there is no moment at which a half-made object exists. */
async function toAdd(
  directory: Directory,
  connection: LdapConnection,
  root: Root,
  object: NewObject,
  place: Dn,
): Promise<Attribute[]> {
  const { schema, vendor } = root;
  const classes = classesFor(directory, root, object.kind);
  const wanted = Object.entries(withoutRepeats(root, object, classes)).filter(
    ([, values]) => values.length > 0,
  );
  const infos = new Map(wanted.map(([name]) => [name, mustKnow(schema, name)]));
  const refused = wanted.map(([name]) => name).filter((name) => infos.get(name)?.writable !== true);
  if (refused.length > 0) throw cannotHave(refused, 'cannot be written');
  const allowed = schema.allowed(classes);
  const foreign = wanted
    .map(([name]) => name)
    .filter((name) => infos.get(name)?.name !== vocabulary.member)
    .filter((name) => allowed?.has(infos.get(name)?.name.toLowerCase() ?? '') === false);
  if (foreign.length > 0) {
    throw cannotHave(
      foreign,
      `has no place in an object of the classes ${classes.join(', ')}. Leave it out, or add a class that has it in the store's settings`,
    );
  }
  const references = new References(directory, connection);
  const targets = await references.required(
    wanted.flatMap(([name, values]) => (infos.get(name)?.type === 'reference' ? values : [])),
  );
  const attributes = [new Attribute({ type: 'objectClass', values: classes })];
  for (const [name, values] of wanted) {
    const info = infos.get(name);
    if (info === undefined || info.name === vocabulary.member) continue;
    const encoded = values.map((value) => encode(info, value, (id) => targets.get(id)));
    attributes.push(new Attribute({ type: info.name, values: encoded }));
  }
  if (object.kind === 'group') {
    const list = groupListOf(schema, classes);
    const listed = (object.attributes[vocabulary.member] ?? [])
      .map((id) => targets.get(id))
      .filter((target) => target !== undefined)
      .flatMap((target) => valuesIn(list, target));
    const values =
      listed.length === 0 && list.required ? [placeholderOf(directory, formatDn(place))] : listed;
    if (values.length > 0) attributes.push(new Attribute({ type: list.attribute, values }));
  }
  if (object.kind === 'user' && vendor.accountLock !== null) {
    const { attribute, locked } = vendor.accountLock;
    attributes.push(new Attribute({ type: attribute, values: [locked] }));
  }
  const given = new Set(attributes.map(({ type }) => type.toLowerCase()));
  const missing = [...schema.required(classes)].filter((name) => !given.has(name));
  if (missing.length > 0) {
    const names = missing.map((name) => schema.attribute(name)?.name ?? name);
    throw new ProviderError(
      'value.invalid',
      `The directory asks for ${names.join(', ')} in every object of the classes ${classes.join(', ')}. Give a value.`,
      { attributes: names },
    );
  }
  return attributes;
}

const cannotHave = (attributes: readonly string[], why: string): ProviderError =>
  new ProviderError('value.invalid', `${attributes.join(', ')} ${why}.`, { attributes });

/** Where a class has no display name, the name is one: giving the same again is no loss. */
function withoutRepeats(
  { schema }: Root,
  object: NewObject,
  classes: readonly string[],
): NewObject['attributes'] {
  const { [vocabulary.displayName]: display, ...rest } = object.attributes;
  if (display === undefined) return rest;
  const allowed = schema.allowed(classes)?.has(vocabulary.displayName.toLowerCase()) ?? true;
  const repeats = display.every((value) => value === object.attributes[vocabulary.name]?.[0]);
  return allowed || !repeats ? object.attributes : rest;
}

/** A login name is unique in the store, or nobody could sign in with it. [users-and-search U1] */
async function refuseTakenLogin(
  directory: Directory,
  connection: LdapConnection,
  { vendor }: Root,
  object: NewObject,
  place: Dn,
): Promise<void> {
  const login = object.attributes[vocabulary.loginName]?.[0];
  if (login === undefined) return;
  for (const base of directory.bases().map(formatDn)) {
    const holders = await connection.search({
      base,
      scope: 'sub',
      filter: allOf([
        kindFilter(['user']),
        new EqualityFilter({ attribute: vocabulary.loginName, value: login }),
      ]),
      attributes: [vendor.idAttribute],
    });
    // What stands at the very place is for `adoptOrRefuse` to judge.
    const other = holders.find(({ dn }) => !equalDn(parse(dn) ?? [], place));
    if (other === undefined) continue;
    const id = other.text(vendor.idAttribute);
    throw new ProviderError('object.exists', `The login name ${login} is already in use.`, {
      attributes: [vocabulary.loginName],
      detail: `held by ${other.dn}`,
      ...(id === null ? {} : { objectId: id }),
    });
  }
}

async function adoptOrRefuse(
  directory: Directory,
  connection: LdapConnection,
  root: Root,
  object: NewObject,
  place: Dn,
  intent: CreateIntent,
): Promise<void> {
  const requested = Object.keys(object.attributes).filter((name) => root.schema.attribute(name) !== null);
  const dn = formatDn(place);
  const [existing] = await searchBase(connection, dn, [...columns(root, requested), 'creatorsName']);
  const id = existing?.text(root.vendor.idAttribute) ?? null;
  const own =
    existing !== undefined &&
    intent.dn === dn &&
    intent.existing !== id &&
    (await isOurs(connection, existing)) &&
    (await holdsAll(directory, connection, root, object, existing));
  if (!own) throw placeTaken(place, id);
}

/** Made by the account this connection is signed in as. */
async function isOurs(connection: LdapConnection, existing: Entry): Promise<boolean> {
  const identity = /^dn:\s*(.*)$/s.exec((await connection.whoAmI()) ?? '')?.[1];
  const [own, creator] = [parse(identity ?? ''), parse(existing.text('creatorsName') ?? '')];
  return own !== null && creator !== null && own.length > 0 && equalDn(own, creator);
}

/** Named by the login name where that is what the DN begins with. */
export function placeTaken(place: Dn, objectId: string | null): ProviderError {
  const isLogin = place[0]?.type.toLowerCase() === vocabulary.loginName;
  return nameTaken(place, isLogin ? vocabulary.loginName : vocabulary.name, objectId);
}

async function holdsAll(
  directory: Directory,
  connection: LdapConnection,
  root: Root,
  object: NewObject,
  existing: Entry,
): Promise<boolean> {
  const [made] = await objectsOf(directory, connection, [existing], []);
  const dn = parse(existing.dn);
  if (made?.kind !== object.kind || dn === null) return false;
  const references = new References(directory, connection);
  const classes = existing.texts('objectClass');
  for (const [name, wanted] of Object.entries(withoutRepeats(root, object, classes))) {
    const info = mustKnow(root.schema, name);
    const targets = await references.withIds(info.type === 'reference' ? wanted : []);
    if (name === vocabulary.member) {
      const group = { id: made.id, dn, dnText: existing.dn, entry: existing };
      const list = groupListOf(root.schema, classes);
      const present = await listedAmong(connection, group, list, targets.values());
      if (!wanted.every((id) => present.has(id))) return false;
      continue;
    }
    const named = await references.named(info.type === 'reference' ? existing.texts(info.name) : []);
    const held = new Set(valuesOf(root, existing, name, (text) => named.get(text)?.id ?? null));
    if (held.symmetricDifference(new Set(wanted)).size > 0) return false;
  }
  return true;
}
