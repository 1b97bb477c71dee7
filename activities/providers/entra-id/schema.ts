/**
 * The attributes of users and groups: what Graph calls them, whether they may be written, and which
 * comparisons Graph makes itself (concepts/aad-advanced-queries.md of Microsoft's documentation).
 */
import type { AttributeInfo, GroupRules } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { groupCategory, hasMailbox } from './vocabulary.ts';

export type EntraKind = 'user' | 'group';
export const entraKinds: readonly EntraKind[] = ['user', 'group'];
export const isEntraKind = (kind: string): kind is EntraKind => kind === 'user' || kind === 'group';

/** Which `$filter` operators an attribute takes. `indexed` ones need `ConsistencyLevel: eventual`. */
type Filterable = 'no' | 'direct' | 'indexed';

export interface Attribute extends AttributeInfo {
  readonly filter: Filterable;
  readonly endsWith: boolean;
  /** May be set when the object is made, and not after. */
  readonly onlyAtCreation: boolean;
  /** In characters. */
  readonly maxLength: number;
}

export const groupRules: GroupRules = {
  defaultCategory: 'security',
  defaultScope: 'universal',
  maxNameLength: 256,
  maxAccountNameLength: 64,
  maxDescriptionLength: 1024,
  accountNameForbidden: '@()\\[]";:<>, ',
  accountNameAscii: true,
};

const text = (name: string, filter: Filterable, extra: Partial<Attribute> = {}): Attribute => ({
  name,
  type: 'text',
  multiValued: false,
  writable: true,
  filter,
  endsWith: false,
  onlyAtCreation: false,
  maxLength: 256,
  ...extra,
});
const fixed = { writable: false } as const;

const common: readonly Attribute[] = [
  text('id', 'direct', fixed),
  text('displayName', 'direct', { maxLength: groupRules.maxNameLength }),
  text('mailNickname', 'direct', { maxLength: groupRules.maxAccountNameLength }),
  text('createdDateTime', 'direct', { ...fixed, type: 'time' }),
  text('onPremisesSyncEnabled', 'direct', { ...fixed, type: 'boolean' }),
  text('onPremisesSamAccountName', 'no', fixed),
  text('onPremisesSecurityIdentifier', 'no', fixed),
  text('proxyAddresses', 'no', { ...fixed, multiValued: true }),
  text('preferredLanguage', 'indexed'),
  // Made up by Muster from what Entra has (stores-and-links S12).
  text('distinguishedName', 'no', fixed),
];

const extensionNames: readonly string[] = Array.from(
  { length: 15 },
  (_, index) => `extensionAttribute${index + 1}`,
);

const user: readonly Attribute[] = [
  ...common,
  text('userPrincipalName', 'direct', { endsWith: true, maxLength: 113 }),
  text('mail', 'direct', { endsWith: true }),
  text('givenName', 'direct', { maxLength: 64 }),
  text('surname', 'direct', { maxLength: 64 }),
  text('jobTitle', 'direct', { maxLength: 128 }),
  text('department', 'direct', { maxLength: 64 }),
  text('companyName', 'indexed', { maxLength: 64 }),
  text('officeLocation', 'indexed', { maxLength: 128 }),
  text('mobilePhone', 'indexed', { maxLength: 64 }),
  text('businessPhones', 'no', { multiValued: true, maxLength: 64 }),
  text('streetAddress', 'indexed', { maxLength: 1024 }),
  text('city', 'direct', { maxLength: 128 }),
  text('state', 'direct', { maxLength: 128 }),
  text('postalCode', 'indexed', { maxLength: 40 }),
  text('country', 'direct', { maxLength: 128 }),
  text('employeeId', 'direct', { maxLength: 16 }),
  text('employeeType', 'indexed'),
  text('usageLocation', 'direct', { maxLength: 2 }),
  text('otherMails', 'no', { multiValued: true }),
  text('userType', 'direct', fixed),
  text('accountEnabled', 'direct', { ...fixed, type: 'boolean' }),
  text('onPremisesDistinguishedName', 'no', fixed),
  text('manager', 'no', { type: 'reference' }),
  text(hasMailbox, 'no', { ...fixed, type: 'boolean' }),
  ...extensionNames.map((name) => text(name, 'indexed', { maxLength: 1024 })),
];

const group: readonly Attribute[] = [
  ...common,
  text('description', 'indexed', { maxLength: groupRules.maxDescriptionLength }),
  text('mail', 'direct', fixed),
  text(groupCategory, 'direct', { writable: false, onlyAtCreation: true }),
  text('groupTypes', 'no', { ...fixed, multiValued: true }),
  text('mailEnabled', 'direct', { ...fixed, type: 'boolean' }),
  text('securityEnabled', 'direct', { ...fixed, type: 'boolean' }),
  text('isAssignableToRole', 'direct', { ...fixed, type: 'boolean' }),
  text('visibility', 'no', { maxLength: 32 }),
  text('classification', 'indexed'),
  text('membershipRule', 'no', fixed),
  text('members', 'no', { type: 'reference', multiValued: true }),
  text('owners', 'no', { type: 'reference', multiValued: true }),
];

const byName = (list: readonly Attribute[]) => new Map(list.map((each) => [each.name, each]));
const schema = { user: byName(user), group: byName(group) };

/** What applications have added to the tenant, by kind and name. */
export type Extensions = Readonly<Record<EntraKind, ReadonlyMap<string, Attribute>>>;

export const attributeOf = (kind: EntraKind, name: string, extensions: Extensions): Attribute | null =>
  schema[kind].get(name) ?? extensions[kind].get(name) ?? null;
/** The 15 of Exchange, which stand in an object of their own. */
export const isExtension = (name: string): boolean => extensionNames.includes(name);

export const attributesOf = (kind: EntraKind, extensions: Extensions): AttributeInfo[] =>
  [...schema[kind].values(), ...extensions[kind].values()].map(({ name, type, multiValued, writable }) => ({
    name,
    type,
    multiValued,
    writable,
  }));

/** Read of an object when nothing else is asked for. Never members: they have no bound. */
export const defaultAttributes: Readonly<Record<EntraKind, readonly string[]>> = {
  user: [
    'displayName',
    'mailNickname',
    'userPrincipalName',
    'mail',
    'givenName',
    'surname',
    'jobTitle',
    'department',
    'companyName',
    'officeLocation',
    'businessPhones',
    'mobilePhone',
    'employeeId',
    hasMailbox,
    'manager',
    'distinguishedName',
  ],
  group: ['displayName', 'mailNickname', 'description', 'mail', 'owners', groupCategory, 'distinguishedName'],
};

export const invalid = (attribute: string, problem: string): ProviderError =>
  new ProviderError('value.invalid', `${attribute} ${problem}.`, { attributes: [attribute] });

/** @throws `value.invalid` unless the kind has the attribute and it may be written */
export function requireWritable(
  kind: EntraKind,
  name: string,
  creating: boolean,
  extensions: Extensions,
): Attribute {
  const found = attributeOf(kind, name, extensions);
  if (found === null) throw invalid(name, `is no attribute of a ${kind} in Entra ID`);
  if (found.writable || (creating && found.onlyAtCreation)) return found;
  throw invalid(
    name,
    found.onlyAtCreation
      ? 'cannot be changed once the group is made'
      : 'is kept by Entra ID itself and cannot be written',
  );
}

/** @throws `value.invalid` */
export function checkValue({ name, maxLength, type }: Attribute, value: string): void {
  if (value === '') throw invalid(name, 'must not be empty');
  if (value.includes('\0')) throw invalid(name, 'must not hold the character NUL');
  if (!value.isWellFormed()) throw invalid(name, 'is not well-formed text');
  if (type === 'text' && value.length > maxLength)
    throw invalid(name, `must not be longer than ${maxLength} characters`);
  if (type !== 'text') jsonOf({ name, type }, value);
  if (name !== 'mailNickname') return;
  const wrong = Array.from(value).find(
    (character) => groupRules.accountNameForbidden.includes(character) || !/[\x20-\x7e]/.test(character),
  );
  if (wrong !== undefined) throw invalid(name, `must not hold the character ${wrong}`);
}

/** As Graph takes it. @throws `value.invalid` for text that is no value of the type */
export function jsonOf(
  { name, type }: Pick<Attribute, 'name' | 'type'>,
  value: string,
): string | number | boolean {
  switch (type) {
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw invalid(name, 'must be true or false');
      return value === 'true';
    case 'integer': {
      const number = Number(value);
      if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number))
        throw invalid(name, 'must be a whole number');
      return number;
    }
    case 'time':
      if (Number.isNaN(Date.parse(value))) throw invalid(name, 'must be an instant');
      return new Date(value).toISOString();
    case 'text':
    case 'binary':
    case 'reference':
      return value;
  }
}

/** The values of a new object as Graph takes them: lists where the attribute is one. */
export const plainValues = (
  kind: EntraKind,
  values: Readonly<Record<string, readonly string[]>>,
  extensions: Extensions,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, list]) => {
      const info = attributeOf(kind, name, extensions);
      const given = info === null ? list : list.map((value) => jsonOf(info, value));
      return [name, info?.multiValued === true ? given : given[0]];
    }),
  );
