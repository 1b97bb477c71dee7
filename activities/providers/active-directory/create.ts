/**
 * Creating so that a retry never makes a second object. [groups 0.5]
 *
 * 1. `prepareCreate` notes place, server, the server's invocation id and its newest change number.
 * 2. `create` adds everything in ONE operation, on that same server: change numbers are the server's own.
 * 3. Where an object of that name is there already, it is this request's own work only if the server
 *    is still the same database, made it after the mark, and it holds all that was asked for.
 */
import { Attribute, EqualityFilter } from 'ldapts';
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { CreateIntent, NewObject } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { domainScope, parseExtendedDn } from './controls.ts';
import { type Directory, searchBase } from './directory.ts';
import { type Dn, formatDn, parseDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { withKind } from './group-type.ts';
import { guidFromBytes } from './identifiers.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { nameOfNew, nameTaken, requireDisabled, requireName } from '../ldap-client/new-object.ts';
import { among } from './members.ts';
import { columns, defaultsOf, isVirtual, toObject, valuesOf } from './objects.ts';
import { referencesIn, requireObjects } from './references.ts';
import type { Schema } from './schema.ts';
import { serverMark } from './server-mark.ts';
import { encode } from './values.ts';
import { virtualAttributes, vocabulary } from './vocabulary.ts';

/** rangeUpper of `cn`, in UTF-16 units. */
export const nameLimit = 64;
/** NORMAL_ACCOUNT and ACCOUNTDISABLE: a user that nobody can sign in as. [users-and-search U1.2] */
const disabledUser = '514';

/** Reads the mark; writes nothing. */
export async function prepareCreate(directory: Directory, object: NewObject): Promise<CreateIntent> {
  const dn = placeOf(directory, object);
  return directory.pool.use(async (connection) => {
    await directory.root(connection);
    const { invocationId, usn } = await serverMark(connection);
    return { dn: formatDn(dn), server: connection.host, invocationId, usn: String(usn) };
  });
}

export async function create(
  directory: Directory,
  object: NewObject,
  intent: CreateIntent,
): Promise<DirectoryObject> {
  requireDisabled(object);
  const dn = formatDn(placeOf(directory, object));
  const host = typeof intent.server === 'string' ? intent.server : undefined;
  return directory.pool.use(async (connection) => {
    await directory.root(connection);
    const schema = await directory.schema(connection);
    const attributes = toAdd(schema, object);
    await requireObjects(directory, connection, referencesIn(schema, object.attributes));
    try {
      await connection.add(dn, attributes);
    } catch (error) {
      if (!isFailure(error, resultCode.entryAlreadyExists)) throw error;
      await adoptOrRefuse(directory, connection, schema, object, dn, intent);
    }
    const [made] = await searchBase(connection, dn, columns(schema, defaultsOf([object.kind])));
    const found = made === undefined ? null : toObject(directory, schema, made, null);
    if (found !== null) return found;
    throw new ProviderError(
      'object.notFound',
      'The new object disappeared from Active Directory right after it was made.',
    );
  }, host);
}

/** The DN of the new object, with its name checked. */
function placeOf(directory: Directory, object: NewObject): Dn {
  const name = nameOfNew(object, vocabulary.name, nameLimit);
  if (object.kind !== 'user' && object.kind !== 'group' && object.kind !== 'contact') {
    throw new ProviderError(
      'operation.unsupported',
      `Muster does not create objects of kind ${object.kind} here.`,
    );
  }
  const kind = object.kind === 'group' ? 'group' : 'user';
  const container = directory.container(object.container ?? directory.defaultContainer(kind));
  return [{ type: 'CN', value: name }, ...container];
}

/** @throws `value.invalid` for a name Active Directory cannot keep as `cn` */
export const checkName = (name: string): void => {
  requireName(name, vocabulary.name, nameLimit);
};

/** Everything in one add: there is no moment at which a half-made object exists. */
function toAdd(schema: Schema, object: NewObject): Attribute[] {
  const attributes = [new Attribute({ type: 'objectClass', values: [object.kind] })];
  for (const [name, values] of Object.entries(object.attributes)) {
    const info = schema.attribute(name);
    if (info?.writable !== true) {
      throw new ProviderError(
        'value.invalid',
        info === null
          ? `Active Directory has no attribute ${JSON.stringify(name)}.`
          : `${name} cannot be written.`,
        { attributes: [name] },
      );
    }
    if (isVirtual(info.name) || values.length === 0) continue;
    attributes.push(new Attribute({ type: info.name, values: values.map((value) => encode(info, value)) }));
  }
  if (object.kind === 'group') {
    const kind = {
      category: choice(object, virtualAttributes.category, ['security', 'distribution'] as const, 'security'),
      scope: choice(
        object,
        virtualAttributes.scope,
        ['global', 'domainLocal', 'universal'] as const,
        'global',
      ),
    };
    attributes.push(new Attribute({ type: 'groupType', values: [String(withKind(0, kind))] }));
  }
  if (object.kind === 'user')
    attributes.push(new Attribute({ type: 'userAccountControl', values: [disabledUser] }));
  return attributes;
}

function choice<T extends string>(
  object: NewObject,
  attribute: string,
  allowed: readonly T[],
  otherwise: T,
): T {
  const value = object.attributes[attribute]?.[0];
  if (value === undefined) return otherwise;
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw new ProviderError('value.invalid', `${attribute} must be one of ${allowed.join(', ')}.`, {
    attributes: [attribute],
  });
}

async function adoptOrRefuse(
  directory: Directory,
  connection: LdapConnection,
  schema: Schema,
  object: NewObject,
  dn: string,
  intent: CreateIntent,
): Promise<void> {
  const requested = Object.keys(object.attributes);
  const [existing] = await searchBase(connection, dn, [...columns(schema, requested), 'uSNCreated']);
  if (existing === undefined) throw await takenElsewhere(directory, connection, object);
  const { invocationId } = await serverMark(connection);
  const isNewer = BigInt(existing.text('uSNCreated') ?? 0) > BigInt(intent.usn ?? 0);
  const own = intent.invocationId === invocationId && intent.dn === dn && isNewer;
  if (own && (await holdsAll(directory, connection, schema, object, existing))) return;
  throw placeTaken(dn, existing);
}

/** By whatever stands there, if the service account may see it. */
export function placeTaken(dn: string, existing: Entry | undefined): ProviderError {
  const guid = existing?.bytes('objectGUID')[0];
  return nameTaken(parseDn(dn) ?? [], vocabulary.name, guid === undefined ? null : guidFromBytes(guid));
}

async function holdsAll(
  directory: Directory,
  connection: LdapConnection,
  schema: Schema,
  object: NewObject,
  existing: Entry,
): Promise<boolean> {
  const made = toObject(directory, schema, existing, null);
  if (made?.kind !== object.kind) return false;
  for (const [name, wanted] of Object.entries(object.attributes)) {
    if (name === vocabulary.member) {
      const { linked } = await among(directory, connection, made.id, wanted);
      if (!wanted.every((id) => linked.has(id))) return false;
    } else if (!sameValues(valuesOf(schema, existing, name), wanted)) return false;
  }
  return true;
}

const sameValues = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).symmetricDifference(new Set(b)).size === 0;

/** The name is free in its container, so a value that must be unique in the whole domain is taken. */
async function takenElsewhere(
  directory: Directory,
  connection: LdapConnection,
  object: NewObject,
): Promise<ProviderError> {
  const { dn } = await directory.root(connection);
  for (const attribute of [vocabulary.accountName, vocabulary.loginName]) {
    const value = object.attributes[attribute]?.[0];
    if (value === undefined) continue;
    const [holder] = await connection.search({
      base: dn,
      scope: 'sub',
      filter: new EqualityFilter({ attribute, value }),
      attributes: ['objectGUID'],
      controls: [domainScope()],
    });
    const guid = holder?.bytes('objectGUID')[0];
    if (holder === undefined || guid === undefined) continue;
    const what = attribute === vocabulary.accountName ? 'account name' : 'logon name';
    return new ProviderError('object.exists', `The ${what} ${value} is already in use.`, {
      attributes: [attribute],
      objectId: guidFromBytes(guid),
      detail: `held by ${parseExtendedDn(holder.dn).dn}`,
    });
  }
  return new ProviderError(
    'object.exists',
    'A value that must be unique is in use by an object that the service account cannot see. Choose another name.',
  );
}
