import { describe, expect, it } from 'vitest';
import { authorize, type GroupAction, holds } from '../../activities/platform/authorize.ts';
import type { SecurityType } from '../../workflows/contracts/actions.ts';
import type { Permission } from '../../workflows/contracts/permissions.ts';

const own: Permission[] = ['Manage My Groups'];
const any: Permission[] = ['Manage Any Group'];
const userRole: Permission[] = ['Create Static Group', 'Manage My Groups'];

type Relation = 'owner' | 'owner by group' | 'member' | 'stranger';
type Row = [GroupAction, SecurityType | null, Relation, readonly Permission[], true | string];

/** What is asked, of which group, by whom, with which permissions, and the answer or its code. */
const table: Row[] = [
  ['create', null, 'stranger', userRole, true],
  ['create', null, 'stranger', own, 'permission.denied'],
  ['create', null, 'stranger', any, 'permission.denied'],
  ['create', null, 'stranger', [], 'permission.denied'],
  ['manage', 'public', 'owner', own, true],
  ['manage', 'public', 'owner by group', own, true],
  ['manage', 'public', 'owner', [], 'permission.denied'],
  ['manage', 'public', 'member', own, 'permission.denied'],
  ['manage', 'public', 'stranger', own, 'permission.denied'],
  ['manage', 'private', 'stranger', any, true],
  ['manage', 'private', 'owner', any, true],
  ['join', 'public', 'stranger', [], true],
  ['join', 'semi-private', 'stranger', [], true],
  ['join', 'private', 'stranger', userRole, 'group.private'],
  ['leave', 'private', 'member', userRole, 'group.private'],
  ['leave', 'semi-private', 'member', [], true],
  ['view', 'public', 'stranger', [], true],
  ['view', 'semi-private', 'stranger', [], true],
  ['view', 'private', 'stranger', userRole, 'notFound'],
  ['view', 'private', 'member', [], true],
  ['view', 'private', 'owner', [], true],
  ['view', 'private', 'owner by group', [], true],
  ['view', 'private', 'stranger', any, true],
];

describe('authorize [groups 4.1] [groups 2.1] [access-and-approvals O4]', () => {
  it.each(table)('%s of a %s group by a %s with %j: %s', (action, securityType, relation, held, expected) => {
    const ownerIds = relation === 'owner' ? ['me'] : relation === 'owner by group' ? ['owners'] : ['else'];
    const decision = authorize({
      actor: {
        id: 'me',
        groups: new Set(relation === 'owner by group' ? ['owners'] : ['others']),
        permissions: new Set(held),
      },
      action,
      group: securityType === null ? null : { ownerIds, securityType, isMember: relation === 'member' },
    });
    expect(decision.allow ? true : decision.code).toBe(expected);
    if (!decision.allow) expect(decision.reason).toMatch(/\.$/);
  });

  it('takes a broad permission for the narrow one, never the other way', () => {
    expect(holds(new Set(any), 'Manage My Groups')).toBe(true);
    expect(holds(new Set(own), 'Manage Any Group')).toBe(false);
  });
});
