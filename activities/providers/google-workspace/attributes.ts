/** The attributes of users and groups, and where each stands in the API's resources. */
import type { admin_directory_v1 } from '@googleapis/admin';
import type { AttributeInfo, GroupRules } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { type CustomFields, customValues, isCustomName, infoOfField } from './custom-schemas.ts';

export type GoogleKind = 'user' | 'group';

type User = admin_directory_v1.Schema$User;
type Group = admin_directory_v1.Schema$Group;
export type PersonName = admin_directory_v1.Schema$UserName;

/** A user or a group as the API sends it; a person's name has parts. */
export type Resource = Omit<User, 'name'> & Omit<Group, 'name'> & { name?: string | PersonName | null };

/** The parts of a user's name. */
export const personName = ({ name }: Resource): PersonName => (typeof name === 'object' ? (name ?? {}) : {});
/** The name of a group. */
export const groupName = ({ name }: Resource): string => (typeof name === 'string' ? name : '');

/** As the API takes a user. */
export const userBody = ({ name, ...rest }: Resource): User =>
  typeof name === 'object' && name !== null ? { ...rest, name } : rest;
/** As the API takes a group. */
export const groupBody = ({ name, ...rest }: Resource): Group =>
  typeof name === 'string' ? { ...rest, name } : rest;

/** Groups have neither category nor scope here; these are what the portal shows for them. */
export const groupRules: GroupRules = {
  defaultCategory: 'security',
  defaultScope: 'global',
  maxNameLength: 73,
  maxAccountNameLength: 64,
  maxDescriptionLength: 4096,
  accountNameForbidden: ' "(),:;<>@[\\]/',
};

interface Attribute {
  readonly info: Omit<AttributeInfo, 'name'>;
  /** The value, or undefined; members, owners and managers are read elsewhere. */
  readonly read?: (resource: Resource) => string | null | undefined;
  /** Puts a value into a patch, or with null takes it out; `before` is what the resource holds now. */
  readonly write?: (patch: Resource, value: string | null, before: Resource) => void;
}

/** How many people are in a group directly; groups in it may not be counted (Directory API, `directMembersCount`). */
export const memberCount = 'directMembersCount';

const text = { type: 'text', multiValued: false, writable: true } as const;
const readOnly = { ...text, writable: false } as const;
const reference = { type: 'reference', multiValued: false, writable: true } as const;

const users: Readonly<Record<string, Attribute>> = {
  accountName: {
    info: text,
    read: (user) => user.primaryEmail?.split('@', 1)[0],
    write: (patch, value, before) => {
      patch.primaryEmail = renamed(before.primaryEmail, required('accountName', value));
    },
  },
  email: {
    info: text,
    read: (user) => user.primaryEmail,
    write: (patch, value) => {
      patch.primaryEmail = required('email', value);
    },
  },
  name: {
    info: text,
    read: (user) => personName(user).fullName,
    write: (patch, value) => {
      patch.name = { ...personName(patch), ...splitName(required('name', value)) };
    },
  },
  displayName: nameField('displayName'),
  givenName: nameField('givenName'),
  familyName: nameField('familyName'),
  title: organizationField('title'),
  department: organizationField('department'),
  company: organizationField('name'),
  office: organizationField('location'),
  phone: phoneField('work'),
  mobile: phoneField('mobile'),
  description: { info: readOnly },
  manager: { info: reference },
  recoveryEmail: plainField('recoveryEmail'),
  orgUnitPath: { info: readOnly, read: (user) => user.orgUnitPath },
  isMailboxSetup: {
    info: { ...readOnly, type: 'boolean' },
    read: (user) => user.isMailboxSetup?.toString(),
  },
  creationTime: { info: { ...readOnly, type: 'time' }, read: (user) => user.creationTime },
  lastLoginTime: { info: { ...readOnly, type: 'time' }, read: (user) => user.lastLoginTime },
};

const groups: Readonly<Record<string, Attribute>> = {
  accountName: {
    info: text,
    read: (group) => group.email?.split('@', 1)[0],
    write: (patch, value, before) => {
      patch.email = renamed(before.email, required('accountName', value));
    },
  },
  email: {
    info: text,
    read: (group) => group.email,
    write: (patch, value) => {
      patch.email = required('email', value);
    },
  },
  name: {
    info: text,
    read: groupName,
    write: (patch, value) => {
      patch.name = required('name', value);
    },
  },
  displayName: { info: readOnly, read: groupName },
  description: {
    info: text,
    read: (group) => (group.description === '' ? null : group.description),
    write: (patch, value) => {
      patch.description = value ?? '';
    },
  },
  owner: { info: reference },
  [memberCount]: { info: { ...readOnly, type: 'integer' }, read: (group) => group.directMembersCount },
  members: { info: { ...reference, multiValued: true } },
};

const tables = { user: users, group: groups };

/** Whose values are ids that other calls find out. */
export const referenceAttributes = { user: 'manager', group: 'owner' } as const;

export const infosOf = (kind: GoogleKind): AttributeInfo[] =>
  Object.entries(tables[kind]).map(([name, { info }]) => ({ name, ...info }));

export const infosOfUsers = (custom: CustomFields): AttributeInfo[] => [
  ...infosOf('user'),
  ...[...custom.values()].map(infoOfField),
];

const isKnown = (kind: GoogleKind, name: string): boolean => Object.hasOwn(tables[kind], name);

/** @param custom what of users is known besides */
export const infoOf = (
  kind: GoogleKind,
  name: string,
  custom?: CustomFields,
): Omit<AttributeInfo, 'name'> | null =>
  isKnown(kind, name)
    ? (tables[kind][name]?.info ?? null)
    : ((kind === 'user' ? custom?.get(name) : undefined) ?? null);

/** Whether users or groups have an attribute, or users might. */
export const mayRead = (name: string): boolean =>
  isKnown('user', name) || isKnown('group', name) || isCustomName(name);

/** The values that stand in the resource itself. */
export function plainValues(
  kind: GoogleKind,
  resource: Resource,
): Readonly<Record<string, readonly string[]>> {
  const values = Object.entries(tables[kind]).flatMap(([name, { read }]): [string, readonly string[]][] => {
    const value = read?.(resource);
    return value === undefined || value === null || value === '' ? [] : [[name, [value]]];
  });
  return Object.fromEntries(kind === 'user' ? [...values, ...customValues(resource)] : values);
}

/** @throws `value.invalid` naming an attribute that cannot be written */
export function writeInto(
  kind: GoogleKind,
  patch: Resource,
  name: string,
  value: string | null,
  before: Resource,
): void {
  const write = isKnown(kind, name) ? tables[kind][name]?.write : undefined;
  if (write === undefined) throw unknown(kind, name);
  write(patch, value, before);
}

export const unknown = (kind: GoogleKind, name: string): ProviderError =>
  new ProviderError(
    'value.invalid',
    isKnown(kind, name)
      ? `${name} of a ${kind} cannot be written in Google Workspace.`
      : `Google Workspace has no attribute ${JSON.stringify(name)} for a ${kind}.`,
    { attributes: [name] },
  );

/** Another name before the same domain. */
const renamed = (address: string | null | undefined, name: string): string =>
  `${name}@${address?.split('@')[1] ?? ''}`;

export function required(name: string, value: string | null): string {
  if (value !== null && value.trim() !== '') return value;
  throw new ProviderError('value.invalid', `Google Workspace needs a value for ${name}.`, {
    attributes: [name],
  });
}

/** A person has a first and a last name here; the last word of a name is taken as the latter. */
function splitName(name: string): { givenName: string; familyName: string } {
  const words = name.trim().split(/\s+/u);
  const familyName = words.pop() ?? '';
  if (words.length === 0) {
    throw new ProviderError('value.invalid', 'Google Workspace needs a first and a last name.', {
      attributes: ['name'],
    });
  }
  return { givenName: words.join(' '), familyName };
}

function nameField(field: 'displayName' | 'givenName' | 'familyName'): Attribute {
  return {
    info: text,
    read: (user) => personName(user)[field],
    write: (patch, value) => {
      patch.name = {
        ...personName(patch),
        [field]: field === 'displayName' ? (value ?? '') : required(field, value),
      };
    },
  };
}

function plainField(field: 'recoveryEmail'): Attribute {
  return {
    info: text,
    read: (user) => user[field],
    write: (patch, value) => {
      patch[field] = value ?? '';
    },
  };
}

/** The API replaces arrays whole, so the entries that are not touched go along. */
type Entry = Readonly<Record<string, unknown>>;
const entriesOf = (value: unknown): readonly Entry[] => (Array.isArray(value) ? (value as Entry[]) : []);

function organizationField(field: 'title' | 'department' | 'name' | 'location'): Attribute {
  const main = (list: readonly Entry[]): number =>
    Math.max(
      0,
      list.findIndex((entry) => entry.primary === true),
    );
  return {
    info: text,
    read: (user) => {
      const list = entriesOf(user.organizations);
      return list[main(list)]?.[field] as string | undefined;
    },
    write: (patch, value, before) => {
      const list = entriesOf(patch.organizations ?? before.organizations);
      const at = main(list);
      // Without a value the field is left out: it does not survive as JSON.
      const changed = { ...(list[at] ?? { primary: true }), [field]: value ?? undefined };
      patch.organizations = list.length === 0 ? [changed] : list.with(at, changed);
    },
  };
}

function phoneField(type: 'work' | 'mobile'): Attribute {
  return {
    info: text,
    read: (user) => entriesOf(user.phones).find((entry) => entry.type === type)?.value as string | undefined,
    write: (patch, value, before) => {
      const list = entriesOf(patch.phones ?? before.phones);
      const others = list.filter((entry) => entry.type !== type);
      const own = list.find((entry) => entry.type === type) ?? { type };
      patch.phones = value === null ? others : [...others, { ...own, value }];
    },
  };
}
