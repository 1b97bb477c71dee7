/**
 * The properties the emulator knows, by type: which are in an answer unasked, which may be written,
 * and which operators `$filter` takes (microsoftgraph/microsoft-graph-docs-contrib,
 * concepts/aad-advanced-queries.md and the resource pages).
 */
import { badRequest } from './failure.ts';
import type { ObjectType, Properties } from './tenant.ts';

interface Property {
  readonly type: 'string' | 'boolean' | 'number' | 'strings' | 'date' | 'object' | 'objects';
  readonly default?: boolean;
  readonly readOnly?: boolean;
  /** `eq`: works by default; `advanced`: only with the advanced query parameters. */
  readonly filter?: 'eq' | 'advanced';
  /** startsWith works without the advanced query parameters. */
  readonly startsWith?: boolean;
  readonly endsWith?: boolean;
}

const text = (extra: Partial<Property> = {}): Property => ({ type: 'string', filter: 'advanced', ...extra });
const shown = { default: true } as const;
const common = { filter: 'eq', startsWith: true } as const;

const directoryObject: Readonly<Record<string, Property>> = {
  id: { type: 'string', readOnly: true, filter: 'eq', default: true },
  deletedDateTime: { type: 'date', readOnly: true },
  createdDateTime: { type: 'date', readOnly: true, filter: 'eq' },
  displayName: text({ ...shown, ...common }),
  onPremisesSyncEnabled: { type: 'boolean', readOnly: true, filter: 'eq' },
  onPremisesLastSyncDateTime: { type: 'date', readOnly: true },
  onPremisesSamAccountName: text({ readOnly: true }),
  onPremisesSecurityIdentifier: text({ readOnly: true }),
  onPremisesProvisioningErrors: { type: 'objects', readOnly: true },
  onPremisesExtensionAttributes: { type: 'object' },
  proxyAddresses: { type: 'strings', readOnly: true, filter: 'eq', endsWith: true },
  securityIdentifier: { type: 'string', readOnly: true },
  mailNickname: text(common),
};

const user: Readonly<Record<string, Property>> = {
  ...directoryObject,
  userPrincipalName: text({ ...shown, ...common, endsWith: true }),
  givenName: text({ ...shown, ...common }),
  surname: text({ ...shown, ...common }),
  jobTitle: text({ ...shown, ...common }),
  mail: text({ ...shown, ...common, endsWith: true }),
  mobilePhone: text(shown),
  businessPhones: { type: 'strings', default: true },
  officeLocation: text(shown),
  preferredLanguage: text(shown),
  accountEnabled: { type: 'boolean', filter: 'eq' },
  assignedPlans: { type: 'objects', readOnly: true, filter: 'eq' },
  department: text(common),
  companyName: text(),
  city: text(common),
  state: text(common),
  country: text(common),
  postalCode: text(),
  streetAddress: text(),
  employeeId: text(common),
  employeeType: text(),
  usageLocation: text(common),
  userType: text(common),
  otherMails: { type: 'strings', filter: 'eq', endsWith: true },
  identities: { type: 'objects', filter: 'eq' },
  passwordProfile: { type: 'object' },
  passwordPolicies: text(),
  onPremisesDistinguishedName: { type: 'string', readOnly: true },
  onPremisesImmutableId: text(common),
};

const group: Readonly<Record<string, Property>> = {
  ...directoryObject,
  ...Object.fromEntries(
    Object.entries(directoryObject)
      .filter(([name]) => name !== 'onPremisesExtensionAttributes')
      .map(([name, property]) => [name, { ...property, default: true }]),
  ),
  description: text({ ...shown, startsWith: false, filter: 'eq' }),
  classification: text(shown),
  creationOptions: { type: 'strings', readOnly: true, default: true },
  expirationDateTime: { type: 'date', readOnly: true, default: true },
  groupTypes: { type: 'strings', filter: 'eq', default: true },
  isAssignableToRole: { type: 'boolean', filter: 'eq', default: true },
  mail: text({ ...shown, ...common, readOnly: true }),
  mailEnabled: { type: 'boolean', filter: 'eq', default: true },
  membershipRule: text(shown),
  membershipRuleProcessingState: text(shown),
  preferredDataLocation: text(shown),
  preferredLanguage: text(shown),
  renewedDateTime: { type: 'date', readOnly: true, default: true },
  resourceBehaviorOptions: { type: 'strings', default: true },
  resourceProvisioningOptions: { type: 'strings', default: true },
  securityEnabled: { type: 'boolean', filter: 'eq', default: true },
  theme: text(shown),
  uniqueName: text({ filter: 'eq' }),
  visibility: text(shown),
  onPremisesDomainName: { type: 'string', readOnly: true },
};
const other: Readonly<Record<string, Property>> = {
  ...directoryObject,
  mail: text(shown),
};

const all: Readonly<Record<ObjectType, Readonly<Record<string, Property>>>> = {
  user,
  group,
  device: other,
  orgContact: other,
  servicePrincipal: other,
};

/** A directory extension as an application registered it; its name is unique in the world. */
export interface Extension {
  readonly name: string;
  readonly dataType: 'Binary' | 'Boolean' | 'DateTime' | 'Integer' | 'LargeInteger' | 'String';
  readonly isMultiValued: boolean;
  readonly isSyncedFromOnPremises: boolean;
  readonly targetObjects: readonly string[];
}

const extensions = new Map<string, Extension>();
export const registerExtension = (extension: Extension): void => {
  extensions.set(extension.name, extension);
};

const typesOfExtensions = {
  Binary: 'string',
  Boolean: 'boolean',
  DateTime: 'date',
  Integer: 'number',
  LargeInteger: 'number',
  String: 'string',
} as const;

function extensionOf(type: ObjectType, name: string): Property | null {
  const found = extensions.get(name);
  if (found === undefined || !found.targetObjects.some((target) => target.toLowerCase() === type))
    return null;
  return {
    type: found.isMultiValued ? 'strings' : typesOfExtensions[found.dataType],
    readOnly: found.isSyncedFromOnPremises,
  };
}

export const propertyOf = (type: ObjectType, name: string): Property | null =>
  Object.hasOwn(all[type], name) ? (all[type][name] ?? null) : extensionOf(type, name);

export const defaultsOf = (type: ObjectType): string[] =>
  Object.entries(all[type]).flatMap(([name, property]) => (property.default ? [name] : []));

/** @throws 400 for a property the type does not have or that cannot be written, or a wrong JSON type */
export function requireWritable(type: ObjectType, body: Properties): void {
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@odata')) continue;
    const property = propertyOf(type, name);
    if (property === null) {
      throw badRequest(`Property '${name}' does not exist as a declared property or extension property.`);
    }
    if (property.readOnly) {
      throw badRequest(`Property '${name}' is read-only and cannot be set.`);
    }
    if (!isOfType(property.type, value)) {
      throw badRequest(`Invalid value specified for property '${name}' of resource '${type}'.`, [
        { code: 'InvalidValue', message: `Invalid value for ${name}.`, target: name },
      ]);
    }
    if (value === '') {
      throw badRequest(`Invalid value specified for property '${name}' of resource '${type}'.`, [
        { code: 'InvalidLength', message: `Invalid value for ${name}.`, target: name },
      ]);
    }
  }
}

function isOfType(type: Property['type'], value: unknown): boolean {
  if (value === null) return type !== 'strings';
  switch (type) {
    case 'string':
    case 'date':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'strings':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    case 'objects':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object';
  }
}

export const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
export const mailNicknameForbidden = /[@()\\[\]";:<>, ]/;
