/**
 * New users and groups.
 *
 * The address is what is unique here, so it decides: before anything is written the intent notes whose it
 * is. A retry that finds it taken adopts the object only if nobody had the address then and it is equal.
 */
import { randomBytes } from 'node:crypto';
import type { Attributes, DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { CreateIntent, NewObject } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import {
  type GoogleKind,
  groupRules,
  infoOf,
  type Resource,
  personName,
  groupBody,
  groupName,
  required,
  unknown,
  userBody,
  writeInto,
} from './attributes.ts';
import type { DirectoryApi } from './connection.ts';
import { type CustomField, type CustomFields, writeCustomValues } from './custom-schemas.ts';
import { answerOf, isDuplicate } from './errors.ts';
import { membersAmong } from './members.ts';
import { type Acquaintances, find, findOf, toObject } from './objects.ts';
import { addMember, requireExisting, setManager, setOwner } from './references.ts';

/** Asked once, at the first creation. */
export type PrimaryDomain = () => Promise<string>;

export async function prepareCreate(
  api: DirectoryApi,
  domain: PrimaryDomain,
  object: NewObject,
): Promise<CreateIntent> {
  const address = await addressOf(domain, object);
  const holder = await find(api, address, kindOf(object));
  return { address, takenBy: holder?.resource.id ?? null };
}

export async function createObject(
  api: DirectoryApi,
  domain: PrimaryDomain,
  known: Acquaintances,
  object: NewObject,
  intent: CreateIntent,
  fields: CustomFields,
): Promise<DirectoryObject> {
  const kind = kindOf(object);
  const { plain, custom, references } = split(kind, object.attributes, fields);
  await requireExisting(api, references);
  const address = await addressOf(domain, object);
  const body: Resource = kind === 'user' ? { primaryEmail: address } : { email: address };
  // The parts of a name win over the whole.
  for (const [name, value] of plain
    .filter(([name]) => name !== 'accountName' && name !== 'email')
    .sort(([a], [b]) => order(a) - order(b))) {
    if (name === 'name' && kind === 'user' && !value.includes(' ')) {
      body.name = { givenName: value, familyName: value };
    } else writeInto(kind, body, name, value, body);
  }
  for (const [field, values] of custom) writeCustomValues(body, field, values);
  checkGroup(kind, body);
  let resource = await insert(api, kind, body, object);
  if (resource === null) resource = await adopt(api, known, address, object, body, intent);
  const id = resource.id ?? '';
  if (kind === 'user') {
    const [manager] = references.manager ?? [];
    if (manager !== undefined) await setManager(api, resource, manager);
  } else {
    for (const member of references.members ?? []) await addMember(api, id, member);
    const [owner] = references.owner ?? [];
    if (owner !== undefined) await setOwner(api, id, null, owner);
  }
  return toObject(api, known, kind, resource);
}

const order = (name: string): number => (name === 'name' ? 0 : 1);

function kindOf(object: NewObject): GoogleKind {
  if (object.kind === 'user' || object.kind === 'group') return object.kind;
  throw new ProviderError(
    'operation.unsupported',
    `Muster makes users and groups in Google Workspace, no ${object.kind}s.`,
  );
}

/** The address asked for, or the account name in the organization's first domain. */
async function addressOf(domain: PrimaryDomain, { attributes }: NewObject): Promise<string> {
  const [email] = attributes.email ?? [];
  if (email !== undefined) return required('email', email);
  const accountName = required('accountName', attributes.accountName?.[0] ?? null);
  const found = Array.from(accountName).find((one) => groupRules.accountNameForbidden.includes(one));
  if (found !== undefined) {
    throw new ProviderError('value.invalid', `An account name must not hold ${JSON.stringify(found)} here.`, {
      attributes: ['accountName'],
    });
  }
  return `${accountName}@${await domain()}`;
}

/** @throws `value.invalid` naming what cannot be written at a creation */
function split(kind: GoogleKind, attributes: Attributes, fields: CustomFields) {
  const plain: [string, string][] = [];
  const custom: [CustomField, readonly string[]][] = [];
  const references: Record<string, readonly string[]> = {};
  for (const [name, values] of Object.entries(attributes)) {
    const info = infoOf(kind, name, fields);
    if (info?.writable !== true) throw unknown(kind, name);
    if (values.some((value) => value.includes('\0')))
      throw new ProviderError('value.invalid', `${name} must not hold a NUL character.`, {
        attributes: [name],
      });
    const field = fields.get(name);
    if (field !== undefined) custom.push([field, values]);
    else if (info.type === 'reference') references[name] = values;
    else if (values[0] !== undefined) plain.push([name, values[0]]);
    else if (name === 'name') required(name, null);
  }
  return { plain, custom, references };
}

function checkGroup(kind: GoogleKind, body: Resource): void {
  if (kind !== 'group') return;
  const name = required('name', groupName(body));
  checkGroupName(name);
}

/** "Group name and description best practices": at most 73 characters, none of = < >. */
export function checkGroupName(name: string): void {
  const problem = (message: string) => new ProviderError('value.invalid', message, { attributes: ['name'] });
  if (Array.from(name).length > groupRules.maxNameLength)
    throw problem(`A group's name has at most ${String(groupRules.maxNameLength)} characters here.`);
  if (/[=<>]/u.test(name)) throw problem("A group's name must not hold =, < or > in Google Workspace.");
  if (name.trim() !== name)
    throw problem("A group's name must not begin or end with a space in Google Workspace.");
}

/** @returns null when the address is taken */
async function insert(
  api: DirectoryApi,
  kind: GoogleKind,
  body: Resource,
  object: NewObject,
): Promise<Resource | null> {
  try {
    if (kind === 'group') return (await api.groups.insert({ requestBody: groupBody(body) })).data;
    const requestBody = {
      ...userBody(body),
      suspended: object.enabled !== true,
      orgUnitPath: object.container ?? '/',
      // Nobody knows it; the person gets one when the account is enabled.
      password: randomBytes(48).toString('base64url'),
    };
    return (await api.users.insert({ requestBody })).data;
  } catch (error) {
    if (isDuplicate(error)) return null;
    const answer = answerOf(error);
    if (answer?.status === 404)
      throw new ProviderError(
        'value.invalid',
        'The domain of this address does not belong to the organization.',
        {
          attributes: ['email'],
          detail: answer.message,
          cause: error,
        },
      );
    throw error;
  }
}

async function adopt(
  api: DirectoryApi,
  known: Acquaintances,
  address: string,
  object: NewObject,
  body: Resource,
  intent: CreateIntent,
): Promise<Resource> {
  const kind = kindOf(object);
  const found = await find(api, address, kind);
  if (found === null) {
    throw new ProviderError(
      'provider.unavailable',
      'The address is taken, but its holder cannot be read yet. It is tried again.',
    );
  }
  const { resource } = found;
  const isNew = intent.takenBy === null && intent.address === address;
  if (isNew && found.kind === kind && (await equals(api, kind, resource, body, object))) return resource;
  const { name } = known.meet(found.kind, resource);
  throw new ProviderError(
    'object.exists',
    `${name} already exists in Google Workspace with the address ${address}.`,
    {
      attributes: [object.attributes.email === undefined ? 'accountName' : 'email'],
      objectId: resource.id ?? '',
    },
  );
}

/** What was asked for is there, and nobody is in who was not asked for. */
async function equals(
  api: DirectoryApi,
  kind: GoogleKind,
  resource: Resource,
  body: Resource,
  object: NewObject,
): Promise<boolean> {
  if (kind === 'user') {
    const name = personName(resource);
    const wanted = personName(body);
    return name.givenName === wanted.givenName && name.familyName === wanted.familyName;
  }
  if (resource.name !== body.name || (resource.description ?? '') !== (body.description ?? '')) return false;
  const count = Number((await findOf(api, 'group', resource.id ?? ''))?.directMembersCount ?? 0);
  const wanted = [...(object.attributes.members ?? []), ...(object.attributes.owner ?? [])];
  return (await membersAmong(api, { kind: 'group', id: resource.id ?? '' }, wanted)).size === count;
}
