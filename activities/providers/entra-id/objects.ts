/** Graph's JSON as directory objects. */
import type { DirectoryObject, GroupCategory, ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { Json } from './connection.ts';
import { assignedPlans, hasMailboxOf } from './mailbox-plans.ts';
import { attributeOf, defaultAttributes, type EntraKind, type Extensions, isExtension } from './schema.ts';
import { groupCategory, hasMailbox } from './vocabulary.ts';

/** Properties that say what an object is, whatever was asked for. */
const always: Readonly<Record<EntraKind, readonly string[]>> = {
  user: [
    'id',
    'displayName',
    'userPrincipalName',
    'accountEnabled',
    'onPremisesSyncEnabled',
    'onPremisesDistinguishedName',
  ],
  group: [
    'id',
    'displayName',
    'groupTypes',
    'mailEnabled',
    'securityEnabled',
    'onPremisesSyncEnabled',
    'isAssignableToRole',
  ],
};

const derived = new Set(['distinguishedName', groupCategory, 'members', 'owners', 'manager']);

/** What there is to know of a tenant for reading its objects. */
export interface TenantView {
  readonly settings: { readonly domain: string };
  readonly extensions: { readonly known: Extensions };
}

/** Where an attribute stands in the resource. */
const propertyOf = (name: string): string =>
  name === hasMailbox ? assignedPlans : isExtension(name) ? 'onPremisesExtensionAttributes' : name;

/** The names for `$select`; every one is of the schema. */
export function selectOf(
  { extensions }: TenantView,
  kind: EntraKind,
  wanted: readonly string[] = defaultAttributes[kind],
): string {
  const names = wanted
    .filter((name) => attributeOf(kind, name, extensions.known) !== null && !derived.has(name))
    .map(propertyOf);
  return [...new Set([...always[kind], ...names])].join(',');
}

/** The reference attribute to expand, where one was asked for. */
export function expandOf(
  kind: EntraKind,
  wanted: readonly string[] = defaultAttributes[kind],
): 'manager' | 'owners' | null {
  const name = kind === 'user' ? 'manager' : 'owners';
  return wanted.includes(name) ? name : null;
}

/** `$expand` gives no more of a list, and does not say that there are more. */
export const maxExpanded = 20;

export const textOf = (json: Json, name: string): string | null => {
  const value = json[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

const typeNames: Readonly<Record<string, ObjectKind>> = {
  '#microsoft.graph.user': 'user',
  '#microsoft.graph.group': 'group',
  '#microsoft.graph.orgContact': 'contact',
  '#microsoft.graph.device': 'computer',
  // An application's account: the closest to a machine's.
  '#microsoft.graph.servicePrincipal': 'computer',
};
export const kindOf = (json: Json): ObjectKind | null => typeNames[textOf(json, '@odata.type') ?? ''] ?? null;

const groupTypesOf = (json: Json): readonly unknown[] =>
  Array.isArray(json['groupTypes']) ? json['groupTypes'] : [];
export const isUnified = (json: Json): boolean => groupTypesOf(json).includes('Unified');
export const isDynamic = (json: Json): boolean => groupTypesOf(json).includes('DynamicMembership');
export const isSynced = (json: Json): boolean => json['onPremisesSyncEnabled'] === true;
/** Distribution lists and mail-enabled security groups belong to Exchange; Graph only reads them. */
export const isOfExchange = (json: Json): boolean => json['mailEnabled'] === true && !isUnified(json);

/** A Microsoft 365 group is for mail, as a distribution group is elsewhere. */
const categoryOf = (json: Json): GroupCategory =>
  isUnified(json) || json['securityEnabled'] !== true ? 'distribution' : 'security';

/** RFC 4514 2.4. */
const escapeDn = (value: string): string =>
  value
    .replace(/[\\,+"<>;=]/g, '\\$&')
    .replace(/^([ #])/, '\\$1')
    .replace(/ $/, '\\ ');

/** The pseudo attribute of stores-and-links S12. */
export const pathOf = (json: Json, domain: string): string =>
  textOf(json, 'onPremisesDistinguishedName') ?? `CN=${escapeDn(nameOf(json))},DC=${domain}`;

export const nameOf = (json: Json): string =>
  textOf(json, 'displayName') ?? textOf(json, 'userPrincipalName') ?? textOf(json, 'id') ?? '';

function protectionOf(kind: EntraKind, json: Json): string | null {
  if (isSynced(json)) {
    return 'it is synchronised from an on-premises Active Directory. Change it there.';
  }
  if (kind === 'group' && isOfExchange(json)) {
    return 'it is a mail-enabled group of Exchange, which Microsoft Graph cannot change. Change it in Exchange.';
  }
  if (kind === 'group' && json['isAssignableToRole'] === true) {
    return 'it may hold Entra roles, so its members are privileged. An administrator changes it in Entra ID itself.';
  }
  return null;
}

/** @param wanted attribute names; the defaults of the kind when absent */
export function toObject(
  kind: EntraKind,
  json: Json,
  tenant: TenantView,
  wanted: readonly string[] = defaultAttributes[kind],
): DirectoryObject {
  const name = nameOf(json);
  const protection = protectionOf(kind, json);
  return {
    kind,
    id: textOf(json, 'id') ?? '',
    name,
    displayName: name,
    path: pathOf(json, tenant.settings.domain),
    enabled: kind === 'group' || json['accountEnabled'] === true,
    ...(protection === null ? {} : { protection }),
    attributes: Object.fromEntries(
      wanted.flatMap((attribute): [string, readonly string[]][] => {
        const values = valuesOf(kind, json, attribute, tenant);
        return values.length === 0 ? [] : [[attribute, values]];
      }),
    ),
  };
}

export function valuesOf(
  kind: EntraKind,
  json: Json,
  attribute: string,
  { settings: { domain }, extensions }: TenantView,
): readonly string[] {
  const info = attributeOf(kind, attribute, extensions.known);
  if (info === null || attribute === 'members') return [];
  if (attribute === 'distinguishedName') return [pathOf(json, domain)];
  if (attribute === groupCategory) return [categoryOf(json)];
  if (attribute === hasMailbox) return [String(hasMailboxOf(json))];
  const value = isExtension(attribute)
    ? (json['onPremisesExtensionAttributes'] as Json | null | undefined)?.[attribute]
    : json[attribute];
  if (attribute === 'manager')
    return value === undefined || value === null ? [] : [textOf(value as Json, 'id') ?? ''];
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : value === undefined || value === null || value === ''
      ? []
      : [value];
  return list.map((each) => {
    if (info.type === 'reference') return textOf(each as Json, 'id') ?? '';
    // An instant without fraction, as all of the contract have milliseconds.
    if (info.type === 'time') return new Date(String(each)).toISOString();
    return String(each);
  });
}
