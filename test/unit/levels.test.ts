import { describe, expect, test } from 'vitest';
import { judgeLevel, type LevelFacts } from '../../activities/platform/levels.ts';
import { objectKinds } from '../../workflows/contracts/directory.ts';
import type { Level } from '../../workflows/contracts/field-levels.ts';

const roles = [
  { id: 'admin', name: 'Administrator', priority: 1 },
  { id: 'desk', name: 'Helpdesk', priority: 10 },
  { id: 'user', name: 'User', priority: 25 },
];
const everyRole = ['admin', 'desk', 'user', null, 'of-another-store'] as const;
type Fact = NonNullable<LevelFacts['object']>;

/** Every object a person may stand before, and everything they may be to it. */
const bits = [false, true];
const objects: readonly (Fact | null)[] = [
  null,
  ...objectKinds.flatMap((kind) =>
    bits.flatMap((owns) =>
      bits.flatMap((manages) => bits.map((isSelf) => ({ kind, owns, manages, isSelf }))),
    ),
  ),
];
const judged = (level: Level, activeRoleId: string | null, object: Fact | null = null) =>
  judgeLevel(level, { roles, activeRoleId, object });
const admitted = (level: Level): (string | null)[] =>
  everyRole.filter((activeRoleId) => judged(level, activeRoleId).allowed);
const ofRole = (roleId: string, ...excludeRoles: string[]): Level => ({
  level: 'role',
  roleId,
  excludeRoles,
});

describe('a level [stores-and-links P5]', () => {
  test('of a role is for it and the roles above it, those with lower numbers', () => {
    expect(admitted(ofRole('admin'))).toEqual(['admin']);
    expect(admitted(ofRole('desk'))).toEqual(['admin', 'desk']);
    expect(admitted(ofRole('user'))).toEqual(['admin', 'desk', 'user']);
  });

  test('of a role is not for those that are left out, itself among them', () => {
    expect(admitted(ofRole('user', 'desk'))).toEqual(['admin', 'user']);
    expect(admitted(ofRole('user', 'user'))).toEqual(['admin', 'desk']);
    expect(admitted(ofRole('user', 'admin', 'desk', 'user'))).toEqual([]);
    expect(judged(ofRole('user', 'desk'), 'desk')).toEqual({
      allowed: false,
      reason: 'This is not for Helpdesk.',
    });
  });

  test('of a role looks at the active role alone [access-and-approvals O3]', () => {
    // Who is an administrator by another client is a user by this one.
    expect(judged(ofRole('desk'), 'user')).toEqual({
      allowed: false,
      reason: 'This is for Helpdesk and the roles above it; yours is User.',
    });
  });

  test('of a role that is gone is for nobody', () => {
    expect(admitted(ofRole('deleted'))).toEqual([]);
  });

  test('of a role asks nothing of the object', () => {
    for (const object of objects) {
      expect(judged(ofRole('desk'), 'desk', object).allowed).toBe(true);
      expect(judged(ofRole('desk'), 'user', object).allowed).toBe(false);
    }
  });

  test('of nobody, of owners and managers and of oneself asks nothing of the role, not even of an administrator', () => {
    for (const activeRoleId of everyRole) {
      for (const object of objects) {
        const is = (level: 'never' | 'managerAndOwner' | 'self') =>
          judged({ level }, activeRoleId, object).allowed;
        expect(is('never')).toBe(false);
        expect(is('managerAndOwner')).toBe(
          (object?.kind === 'group' && object.owns) || (object?.kind === 'user' && object.manages),
        );
        expect(is('self')).toBe(object?.kind === 'user' && object.isSelf);
      }
    }
  });

  test('that refuses says for whom it is', () => {
    const object = { kind: 'user' as const, owns: true, manages: false, isSelf: true };
    const reasonOf = (level: Level, about: Fact | null = object) => {
      const decision = judged(level, 'admin', about);
      return decision.allowed ? '' : decision.reason;
    };
    expect(reasonOf({ level: 'never' })).toContain('nobody');
    expect(reasonOf({ level: 'managerAndOwner' })).toContain('managers of the person');
    expect(reasonOf({ level: 'managerAndOwner' }, { ...object, kind: 'group', owns: false })).toContain(
      'owners of the group',
    );
    expect(reasonOf({ level: 'self' }, null)).toContain('the person it is about');
    expect(reasonOf(ofRole('deleted'))).toContain('gone');
  });
});
