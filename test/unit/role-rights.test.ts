/** The one decision about roles: which is active, why others lost, what unites. */
import { describe, expect, it } from 'vitest';
import { judgeRoles, rightsOf, type RoleFacts } from '../../activities/platform/role-rights.ts';
import {
  admitsClient,
  type Client,
  type ClientExpression,
  portalClient,
  soleClient,
} from '../../workflows/contracts/clients.ts';
import {
  areaOf,
  broaderThan,
  heldBy,
  isBuilt,
  isInTable,
  type Permission,
  permissions,
  prerequisiteOf,
} from '../../workflows/contracts/permissions.ts';
import { policiesOf, type SearchPolicy } from '../../workflows/contracts/policies.ts';
import { maySynchronize } from '../../workflows/contracts/synchronize-policy.ts';
import { authorize } from '../../activities/platform/authorize.ts';

const role = (name: string, priority: number, facts: Partial<RoleFacts> = {}): RoleFacts => ({
  id: name,
  name,
  priority,
  enabled: true,
  criteriaGroupId: 'staff',
  criteriaContainerId: null,
  clients: null,
  permissions: [],
  policies: {},
  ...facts,
});
const holder = (groups: readonly string[] = ['staff'], containers: readonly string[] = []) => ({
  groups: new Set(groups),
  containers: new Set(containers),
});
const only = (type: Client['type']): ClientExpression => ({
  join: 'and',
  rows: [{ field: 'clientType', operator: 'is', value: type }],
});
const portal = portalClient('2b1f9d9e-0000-4000-8000-000000000001');
const activeOf = (roles: readonly RoleFacts[], groups?: string[], client: Client | null = null) =>
  rightsOf(roles, holder(groups), client)?.role.name ?? null;

describe('T1: one person, another role by each client [access-and-approvals O2] [access-and-approvals T1]', () => {
  const roles = [
    role('Administrator', 1, { clients: only('command-line') }),
    role('User', 25, { clients: only('portal') }),
  ];

  it('portal: User; command line: Administrator; Admin Center: none', () => {
    expect(activeOf(roles, ['staff'], portal)).toBe('User');
    expect(activeOf(roles, ['staff'], soleClient('command-line'))).toBe('Administrator');
    expect(activeOf(roles, ['staff'], soleClient('admin-center'))).toBeNull();
  });

  it('no client at all is the whole store [access-and-approvals O5]', () => {
    expect(activeOf(roles)).toBe('Administrator');
  });
});

describe('T2: what unites and what does not [access-and-approvals O3] [access-and-approvals T2]', () => {
  const search = (containerId: string): SearchPolicy => ({ containerId, filter: null });
  const r5 = role('R5', 5, {
    policies: { search: search('OU1'), groupNamePrefixes: { prefixes: ['five-'], enforce: false } },
  });
  const r20 = role('R20', 20, {
    permissions: ['Create Contact'],
    policies: {
      search: search('OU2'),
      groupNamePrefixes: { prefixes: ['twenty-'], enforce: true },
      newObject: { ownContainerOnly: false, containers: { user: [], group: ['OU2'], contact: [] } },
      groupOwners: { primaryRequired: true, minAdditional: 1, maxAdditional: 2 },
    },
  });
  const rights = rightsOf([r20, r5], holder(), portal);

  it('searches OU1 and OU2', () => {
    expect(rights?.policies.search).toEqual([search('OU1'), search('OU2')]);
  });

  it('denies Create Contact, which only R20 allows', () => {
    expect(rights?.role.name).toBe('R5');
    expect(heldBy(rights?.permissions ?? new Set(), 'Create Contact')).toBeNull();
  });

  it('does not enforce the prefix of R20, and lists it all the same', () => {
    expect(rights?.policies.groupNamePrefixes).toEqual({ offered: ['five-', 'twenty-'], enforced: null });
    expect(rightsOf([r20], holder(), portal)?.policies.groupNamePrefixes.enforced).toEqual(['twenty-']);
  });

  it('takes the policies that do not unite from the active role [access-and-approvals Y1]', () => {
    expect(rights?.policies.groupOwners).toEqual(policiesOf({}).groupOwners);
  });

  it('unites the places of new objects [access-and-approvals Y3]', () => {
    expect(rights?.policies.newObject.map(({ containers }) => containers.group)).toEqual([[], ['OU2']]);
  });

  it('hides from people what all their roles hide, whichever is active [users-and-search S1.3]', () => {
    const hiding = (name: string, priority: number, ...names: string[]) =>
      role(name, priority, { policies: { hiddenFields: { names } } });
    const hiddenBy = (...all: RoleFacts[]) => rightsOf(all, holder(), portal)?.policies.hiddenFields;
    expect(hiddenBy(hiding('A', 5, 'mail', 'phone'))).toEqual(['mail', 'phone']);
    expect(hiddenBy(hiding('A', 5, 'mail', 'phone'), hiding('B', 20, 'phone', 'title'))).toEqual(['phone']);
    expect(hiddenBy(hiding('A', 5, 'mail'), role('B', 20))).toEqual([]);
    expect(hiddenBy(role('A', 5), hiding('B', 20, 'mail'))).toEqual([]);
    expect(hiddenBy(hiding('A', 5, 'mail'), role('Off', 20, { enabled: false }))).toEqual(['mail']);
  });

  it('searches everything where one of the roles does, and roles of another client do not count', () => {
    expect(rightsOf([r5, role('Free', 30)], holder(), portal)?.policies.search).toBeNull();
    const elsewhere = role('Elsewhere', 30, { clients: only('mobile') });
    expect(rightsOf([r5, elsewhere], holder(), portal)?.policies.search).toEqual([search('OU1')]);
    expect(rightsOf([r5, role('Off', 30, { enabled: false })], holder(), portal)?.policies.search).toEqual([
      search('OU1'),
    ]);
  });
});

describe('T3: a broad allow beats a narrow deny [access-and-approvals O4] [access-and-approvals T3]', () => {
  it('one’s own profile is editable with Manage Any Profile alone', () => {
    expect(heldBy(new Set<Permission>(['Manage Any Profile']), 'Manage My Profile')).toBe(
      'Manage Any Profile',
    );
  });

  it.each<[narrow: Permission, broad: Permission]>([
    ['Manage My Profile', 'Manage Any Profile'],
    ['Manage My Direct Reports', 'Manage Any Profile'],
    ['Manage My Groups', 'Manage Any Group'],
    ['Unlock My Account', 'Unlock Any Account'],
    ['Reset My Password', 'Reset Any Password'],
    ['Join/Leave on behalf of Peer', 'Join/Leave on behalf of any user'],
  ])('%s is held by %s, never the other way', (narrow, broad) => {
    expect(heldBy(new Set([broad]), narrow)).toBe(broad);
    expect(heldBy(new Set([narrow]), broad)).toBeNull();
    expect(heldBy(new Set([narrow, broad]), narrow)).toBe(narrow);
  });

  it('holds in the decision about groups', () => {
    const actor = {
      id: 'me',
      groups: new Set<string>(),
      permissions: new Set<Permission>(['Manage Any Group']),
    };
    const group = { ownerIds: ['me'], securityType: 'private' as const };
    expect(authorize({ actor, action: 'manage', group }).allow).toBe(true);
  });
});

describe('the active role [access-and-approvals O2]', () => {
  const roles = [
    role('User', 25, { criteriaGroupId: null, permissions: ['Create Static Group', 'Manage My Groups'] }),
    role('Clerk', 10, { criteriaGroupId: 'clerks' }),
    role('Chief', 5, { criteriaGroupId: 'chiefs' }),
    role('Seller', 15, { criteriaGroupId: null, criteriaContainerId: 'sales' }),
  ];

  it('is the enabled one with the lowest number whose group or container holds the person', () => {
    expect(activeOf(roles, [])).toBe('User');
    expect(activeOf(roles, ['clerks'])).toBe('Clerk');
    expect(activeOf(roles, ['clerks', 'chiefs'])).toBe('Chief');
    expect(rightsOf(roles, holder([], ['sales']), null)?.role.name).toBe('Seller');
    const off = role('Off', 1, { criteriaGroupId: 'chiefs', enabled: false });
    expect(activeOf([off, ...roles], ['chiefs'])).toBe('Chief');
    expect(activeOf([role('Clerk', 10, { criteriaGroupId: 'clerks' })], [])).toBeNull();
  });

  it('is never an administrator by a missing group [access-and-approvals O6]', () => {
    expect(activeOf([role('Administrator', 1, { criteriaGroupId: null, permissions })])).toBeNull();
    const odd = role('Odd', 1, { criteriaGroupId: null, permissions: ['Manage Any Group'] });
    expect(activeOf([odd])).toBeNull();
  });

  it('comes with the reason why each other one lost [access-and-approvals O5]', () => {
    const judged = judgeRoles(
      [
        ...roles,
        role('Off', 1, { enabled: false }),
        role('Odd', 2, { criteriaGroupId: null, permissions: ['Manage Any Group'] }),
        role('Mobile', 3, { clients: only('mobile') }),
      ],
      holder(['staff', 'clerks']),
      portal,
    );
    expect(judged.map(({ role: { name }, verdict }) => [name, verdict])).toEqual([
      ['Off', 'disabled'],
      ['Odd', 'tooMuchForEverybody'],
      ['Mobile', 'client'],
      ['Chief', 'notMember'],
      ['Clerk', 'active'],
      ['Seller', 'notMember'],
      ['User', 'outranked'],
    ]);
  });
});

describe('client expressions [access-and-approvals 3]', () => {
  const named = (value: string, operator: 'is' | 'isNot' = 'is') =>
    ({ field: 'clientName', operator, value }) as const;
  const typed = (value: string, operator: 'is' | 'isNot' = 'is') =>
    ({ field: 'clientType', operator, value }) as const;
  const other = portalClient('2b1f9d9e-0000-4000-8000-000000000002');

  it.each<[ClientExpression | null, Client, boolean]>([
    [null, portal, true],
    [{ join: 'and', rows: [] }, portal, true],
    [{ join: 'and', rows: [named(portal.name)] }, portal, true],
    [{ join: 'and', rows: [named(portal.name)] }, other, false],
    [{ join: 'and', rows: [typed('portal'), named(portal.name, 'isNot')] }, portal, false],
    [{ join: 'and', rows: [typed('portal'), named(portal.name, 'isNot')] }, other, true],
    [{ join: 'or', rows: [typed('api'), named(portal.name)] }, portal, true],
    [{ join: 'or', rows: [typed('api'), named(portal.name)] }, soleClient('api'), true],
    [{ join: 'or', rows: [typed('api'), named(portal.name)] }, other, false],
    [{ join: 'and', rows: [typed('admin-center', 'isNot')] }, soleClient('admin-center'), false],
  ])('%j for %j: %s', (expression, client, expected) => {
    expect(admitsClient(expression, client)).toBe(expected);
  });
});

describe('the permissions [access-and-approvals 3.1]', () => {
  it('are the 56 of the table and four added to them, each in an area', () => {
    expect(permissions.filter(isInTable)).toHaveLength(56);
    expect(permissions.filter((one) => !isInTable(one)).toSorted()).toEqual([
      'Change Protected Objects',
      'Reinstate and Extend',
      'Release Held Run',
      'Share Queries',
    ]);
    const byArea = Map.groupBy(permissions.filter(isInTable), areaOf);
    expect(Object.fromEntries([...byArea].map(([area, list]) => [area, list.length]))).toEqual({
      users: 9,
      groups: 4,
      adminCenter: 21,
      synchronize: 5,
      password: 7,
      miscellaneous: 4,
      container: 1,
      entitlement: 5,
    });
  });

  it('need and are held by permissions that are there', () => {
    for (const permission of permissions) {
      for (const other of [prerequisiteOf(permission), broaderThan(permission)]) {
        if (other !== null) expect(permissions).toContain(other);
      }
    }
    expect(permissions.filter((one) => prerequisiteOf(one) === 'Manage Identity Store').toSorted()).toEqual([
      'Manage Entitlement',
      'Manage Identity Store Configurations',
      'Manage Identity Store General Info',
      'Manage Replication',
      'Manage Scheduling',
      'Manage Security Roles',
      'Manage Workflows',
    ]);
    expect(permissions.filter((one) => prerequisiteOf(one) === 'Manage Applications').toSorted()).toEqual([
      'Manage Application Design Settings',
      'Manage Application Server Settings',
    ]);
  });

  it('say which of them nothing asks for yet', () => {
    expect(permissions.filter(isBuilt)).toHaveLength(17);
    expect(isBuilt('Create Contact')).toBe(false);
  });
});

describe('what jobs may read and write [access-and-approvals Y9]', () => {
  const base = { provider: 'ldap', storeId: null, kind: null, attribute: null } as const;
  const asked = { provider: 'ldap', storeId: 'one', kind: 'user', attribute: 'mail' } as const;

  it('is everything, unless a rule says otherwise', () => {
    expect(maySynchronize([], asked)).toBe(true);
    expect(maySynchronize([{ ...base, allow: false }], asked)).toBe(false);
    expect(maySynchronize([{ ...base, provider: 'local', allow: false }], asked)).toBe(true);
  });

  it('follows the rule that says most: an attribute before a type before a store, in whatever order they stand', () => {
    const rules = [
      { ...base, kind: 'user', attribute: 'MAIL', allow: true },
      { ...base, allow: false },
      { ...base, storeId: 'one', allow: true },
      { ...base, kind: 'user', allow: false },
    ] as const;
    const may = (what: object) => maySynchronize(rules, { ...asked, ...what });
    expect(may({})).toBe(true);
    expect(may({ attribute: 'title' })).toBe(false);
    expect(may({ kind: 'group', attribute: 'title' })).toBe(true);
    expect(may({ storeId: 'two', kind: 'group', attribute: 'title' })).toBe(false);
    // About users as a whole the rule for one of their attributes says nothing.
    expect(may({ attribute: null })).toBe(false);
  });
});
