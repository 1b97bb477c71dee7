import { describe, expect, it } from 'vitest';
import {
  type Change,
  type Facts,
  heldPieces,
  type Piece,
  type Rule,
  splitByHolders,
} from '../../activities/platform/approvals/match.ts';
import { systemRules, systemWorkflows } from '../../workflows/contracts/approvals.ts';

const rule = (values: Partial<Rule>): Rule => ({
  id: 'r1',
  enabled: true,
  system: null,
  objects: ['group'],
  event: 'edit',
  fields: [],
  filters: [],
  ...values,
});
const edit = (object: Change['object'], ...fields: string[]): Change => ({
  object,
  event: 'edit',
  pieces: fields.map((field) => ({ key: field, field })),
});
const facts = (
  target: Readonly<Record<string, readonly string[]>>,
  requester: Readonly<Record<string, readonly string[]>> = {},
): Facts => ({ target: (name) => target[name] ?? [], requester: (name) => requester[name] ?? [] });
const fieldsOf = (pieces: readonly Piece[]) => pieces.map(({ field }) => field);

describe('which workflow holds which field [access-and-approvals W3]', () => {
  it('[access-and-approvals T5] group/edit of description, unless the requester is a manager', () => {
    const held = (requester: Readonly<Record<string, readonly string[]>>) =>
      heldPieces(
        rule({
          fields: ['description'],
          filters: [{ subject: 'requester', attribute: 'employeeType', test: 'notEquals', value: 'manager' }],
        }),
        edit('group', 'description'),
        facts({}, requester),
      ).length > 0;
    expect(held({ employeeType: ['manager'] })).toBe(false);
    expect(held({ employeeType: ['Manager'] })).toBe(false);
    expect(held({ employeeType: ['clerk'] })).toBe(true);
    expect(held({})).toBe(true);
    expect(held({ employeeType: [''] })).toBe(true);
  });

  it('[access-and-approvals T6] user/edit of mail in one department; phone of the same save is let through', () => {
    const mailOfIt = rule({
      objects: ['user'],
      fields: ['mail'],
      filters: [{ subject: 'target', attribute: 'department', test: 'equals', value: 'it' }],
    });
    const split = (department: string[], ...fields: string[]) => {
      const { free, held } = splitByHolders([mailOfIt], edit('user', ...fields), facts({ department }));
      return { free: fieldsOf(free), held: held.map(({ pieces }) => fieldsOf(pieces)) };
    };
    expect(split(['IT'], 'mail')).toEqual({ free: [], held: [['mail']] });
    expect(split(['HR'], 'mail')).toEqual({ free: ['mail'], held: [] });
    expect(split([], 'mail')).toEqual({ free: ['mail'], held: [] });
    expect(split(['IT'], 'phone')).toEqual({ free: ['phone'], held: [] });
    expect(split(['IT'], 'mail', 'phone')).toEqual({ free: ['phone'], held: [['mail']] });
  });

  it('needs every condition, and knows present and not present', () => {
    const held = (target: Readonly<Record<string, readonly string[]>>) =>
      heldPieces(
        rule({
          fields: ['mail'],
          filters: [
            { subject: 'target', attribute: 'mail', test: 'present' },
            { subject: 'target', attribute: 'owner', test: 'notPresent' },
          ],
        }),
        edit('group', 'mail'),
        facts(target),
      ).length;
    expect(held({ mail: ['a@example.org'] })).toBe(1);
    expect(held({ mail: ['a@example.org'], owner: ['someone'] })).toBe(0);
    expect(held({})).toBe(0);
  });

  it('equals one of several values, and then does not differ', () => {
    const held = (test: 'equals' | 'notEquals') =>
      heldPieces(
        rule({ fields: ['mail'], filters: [{ subject: 'target', attribute: 'tag', test, value: 'B' }] }),
        edit('group', 'mail'),
        facts({ tag: ['a', 'b'] }),
      ).length;
    expect([held('equals'), held('notEquals')]).toEqual([1, 0]);
  });

  it('does not fire when it is off, of another object or another event', () => {
    const change = edit('group', 'mail');
    const held = (values: Partial<Rule>) =>
      heldPieces(rule({ fields: ['mail'], ...values }), change, facts({}));
    expect(held({}).length).toBe(1);
    expect(held({ enabled: false })).toEqual([]);
    expect(held({ objects: ['user', 'contact'] })).toEqual([]);
    expect(held({ event: 'delete' })).toEqual([]);
  });
});

describe('one save of several workflows [access-and-approvals W5]', () => {
  it('groups fields by the set of workflows that hold them', () => {
    const rules = [
      rule({ id: 'a', fields: ['mail', 'description'] }),
      rule({ id: 'b', fields: ['description', 'scope'] }),
      rule({ id: 'c', fields: ['category'] }),
    ];
    const { free, held } = splitByHolders(
      rules,
      edit('group', 'displayName', 'mail', 'description', 'scope', 'securityType', 'category'),
      facts({}),
    );
    expect(fieldsOf(free)).toEqual(['displayName', 'securityType']);
    expect(held.map((group) => [group.rules.map(({ id }) => id), fieldsOf(group.pieces)])).toEqual([
      [['a'], ['mail']],
      [['a', 'b'], ['description']],
      [['b'], ['scope']],
      [['c'], ['category']],
    ]);
  });

  it('holds a creation and a deletion whole', () => {
    for (const event of ['create', 'delete'] as const) {
      const change: Change = { object: 'group', event, pieces: [{ key: 'whole', field: null }] };
      const { free, held } = splitByHolders([rule({ event })], change, facts({}));
      expect([free.length, held.length]).toEqual([0, 1]);
    }
  });
});

describe('system workflows [access-and-approvals W6]', () => {
  it.each(systemWorkflows)('%s fires where it is raised, and only there', (system) => {
    const { object } = systemRules[system];
    const raised: Change = { object, event: 'edit', pieces: [{ key: system, field: null, raises: system }] };
    const definition = rule({ system, objects: [object] });
    expect(heldPieces(definition, raised, facts({}))).toHaveLength(1);
    expect(heldPieces({ ...definition, enabled: false }, raised, facts({}))).toEqual([]);
    expect(heldPieces(definition, edit(object, 'mail'), facts({}))).toEqual([]);
  });

  it("[access-and-approvals W2] one's own joining is no edit of members", () => {
    const members = rule({ fields: ['members'] });
    const own: Change = {
      object: 'group',
      event: 'edit',
      pieces: [{ key: 'whole', field: null, raises: 'joinGroup' }],
    };
    expect(heldPieces(members, own, facts({}))).toEqual([]);
    expect(heldPieces(members, edit('group', 'members'), facts({}))).toHaveLength(1);
  });

  it('begin with the approvers of the table, two of them off', () => {
    const off = systemWorkflows.filter((system) => !systemRules[system].enabled);
    expect(off).toEqual(['changeGroupExpiration', 'terminateUser']);
    expect(systemRules.nestGroup.approvers).toEqual([{ kind: 'owners' }]);
    expect(systemRules.transferUser.approvers).toEqual([{ kind: 'manager' }]);
    expect(systemRules.changeManager.approvers).toEqual([{ kind: 'managers' }]);
  });
});
