/** What the emulated customer holds. */
import { createHash, randomInt } from 'node:crypto';
import { exists, invalid, notFound, required } from './answers.ts';

/** The fields that routes look at; the rest of a resource is kept and given back as it came. */
export interface User {
  readonly id: string;
  primaryEmail: string;
  name: { givenName: string; familyName: string; fullName: string; displayName?: string };
  suspended: boolean;
  orgUnitPath: string;
  aliases: string[];
  creationTime: string;
  deletionTime?: string;
  [field: string]: unknown;
}

export interface Group {
  readonly id: string;
  email: string;
  name: string;
  description: string;
  aliases: string[];
  [field: string]: unknown;
}

export type Role = 'OWNER' | 'MANAGER' | 'MEMBER';

export interface Membership {
  readonly id: string;
  readonly email: string;
  readonly type: 'USER' | 'GROUP' | 'EXTERNAL';
  role: Role;
}

export interface OrgUnit {
  readonly orgUnitId: string;
  name: string;
  description: string;
  orgUnitPath: string;
  parentOrgUnitPath: string;
}

/** A custom field of users ("Manage custom user fields"). */
export interface SchemaField {
  readonly fieldName: string;
  readonly fieldType: 'STRING' | 'INT64' | 'BOOL' | 'DOUBLE' | 'EMAIL' | 'PHONE' | 'DATE';
  readonly multiValued: boolean;
}

export const customerId = 'C03emulated';

export class GoogleDirectory {
  readonly domain: string;
  readonly users = new Map<string, User>();
  readonly deletedUsers = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  /** By group id, then by member id; in the order of joining. */
  readonly members = new Map<string, Map<string, Membership>>();
  readonly orgUnits = new Map<string, OrgUnit>();
  /** By schema name. */
  readonly schemas = new Map<string, readonly SchemaField[]>();
  private serial = 0;

  constructor(domain: string) {
    this.domain = domain;
  }

  /** Users have 21 digits, groups 15 characters that sort by age, as the service's ids do. */
  newId(kind: 'user' | 'group' | 'orgUnit'): string {
    this.serial += 1;
    const number = String(this.serial).padStart(9, '0');
    if (kind === 'user') return `1${String(randomInt(1e11)).padStart(11, '0')}${number}`;
    return kind === 'group' ? `00g${number}abc` : `id:03${number}`;
  }

  /** Below the first level its parent must be there. */
  addOrgUnit(orgUnitPath: string): OrgUnit {
    const [, parent = '', name = ''] = /^(.*)\/([^/]+)$/u.exec(orgUnitPath) ?? [];
    const unit = {
      orgUnitId: this.newId('orgUnit'),
      name,
      description: '',
      orgUnitPath,
      parentOrgUnitPath: parent === '' ? '/' : parent,
    };
    this.orgUnits.set(unit.orgUnitId, unit);
    return unit;
  }

  user(key: string): User {
    const found = this.findUser(key);
    if (found === undefined) throw notFound('userKey');
    return found;
  }

  group(key: string): Group {
    const found = this.findGroup(key);
    if (found === undefined) throw notFound('groupKey');
    return found;
  }

  findUser(key: string): User | undefined {
    return this.users.get(key) ?? this.byAddress(this.users, key, (user) => user.primaryEmail);
  }

  findGroup(key: string): Group | undefined {
    return this.groups.get(key) ?? this.byAddress(this.groups, key, (group) => group.email);
  }

  membersOf(group: Group): Map<string, Membership> {
    const members = this.members.get(group.id) ?? new Map<string, Membership>();
    this.members.set(group.id, members);
    return members;
  }

  /** Nobody else may have an address, be it the first one or an alias. */
  requireFreeAddress(address: unknown, field: string, exceptId?: string): string {
    if (typeof address !== 'string' || address === '') throw required(field);
    const [local = '', domain = ''] = address.toLowerCase().split('@');
    if (domain !== this.domain) throw notFound('domain');
    if (!/^[a-z0-9_'.+-]{1,64}$/.test(local) || local.startsWith('.') || local.endsWith('.'))
      throw invalid(field);
    const holder = this.findUser(address) ?? this.findGroup(address);
    if (holder !== undefined && holder.id !== exceptId) throw exists();
    return address.toLowerCase();
  }

  requireOrgUnit(path: unknown): string {
    if (path === undefined) return '/';
    if (path === '/') return '/';
    const found = [...this.orgUnits.values()].find(
      (unit) => typeof path === 'string' && unit.orgUnitPath.toLowerCase() === path.toLowerCase(),
    );
    if (found === undefined) throw invalid('Invalid Ou Id');
    return found.orgUnitPath;
  }

  private byAddress<T extends { aliases: string[] }>(
    all: ReadonlyMap<string, T>,
    key: string,
    address: (one: T) => string,
  ): T | undefined {
    const wanted = key.toLowerCase();
    for (const one of all.values()) {
      if (address(one).toLowerCase() === wanted || one.aliases.includes(wanted)) return one;
    }
    return undefined;
  }
}

export const etagOf = (resource: object): string =>
  `"${createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 43)}"`;
