import { describe, expect, it } from 'vitest';
import { filled, type Step, stepsOf } from '../../activities/platform/approvals/steps.ts';
import type { ApprovalMode, SelfApproval } from '../../workflows/contracts/approvals.ts';

const person = (id: string) => ({ storeId: 's', id, name: id, mail: null });
const steps = (
  mode: ApprovalMode,
  entries: readonly (readonly string[])[],
  requester = 'me',
  selfApproval: SelfApproval = 'autoApprove',
) =>
  stepsOf(
    { mode },
    entries.map((ids) => ({ people: ids.map(person), from: [] })),
    requester,
    { selfApproval },
  );
const told = (all: readonly Step[]) =>
  all.map(({ stage, people, auto, lacks }) => [stage, people.map(({ id }) => id), auto ?? lacks]);

describe('modes [access-and-approvals W4]', () => {
  it('any: one step, everybody in it, once', () => {
    expect(
      told(
        steps('any', [
          ['a', 'b'],
          ['b', 'c'],
        ]),
      ),
    ).toEqual([[1, ['a', 'b', 'c'], null]]);
  });
  it('all: one step per entry, side by side', () => {
    expect(told(steps('all', [['a', 'b'], ['c']]))).toEqual([
      [1, ['a', 'b'], null],
      [1, ['c'], null],
    ]);
  });
  it('sequence: one step per entry, one after the other', () => {
    expect(told(steps('sequence', [['a'], ['b', 'c']]))).toEqual([
      [1, ['a'], null],
      [2, ['b', 'c'], null],
    ]);
  });
});

describe('the requester is an approver [access-and-approvals W8]', () => {
  it('autoApprove: has approved by asking; others of a sequence are asked all the same', () => {
    expect(told(steps('any', [['a'], ['me', 'b']]))).toEqual([[1, ['me'], 'requester']]);
    expect(told(steps('sequence', [['me'], ['a']]))).toEqual([
      [1, ['me'], 'requester'],
      [2, ['a'], null],
    ]);
  });
  it('skip: left out; an entry without others is dropped; nobody left asks the default approver', () => {
    expect(told(steps('any', [['a', 'me']], 'me', 'skip'))).toEqual([[1, ['a'], null]]);
    expect(told(steps('all', [['me'], ['a']], 'me', 'skip'))).toEqual([[1, ['a'], null]]);
    expect(told(steps('any', [['me']], 'me', 'skip'))).toEqual([[1, [], 'default']]);
  });
  it('forbid: somebody else must decide in that place', () => {
    expect(told(steps('all', [['me'], ['a']], 'me', 'forbid'))).toEqual([
      [1, [], 'strict'],
      [1, ['a'], null],
    ]);
    expect(told(steps('any', [['a', 'me']], 'me', 'forbid'))).toEqual([[1, ['a'], null]]);
  });
});

describe('nobody can be asked [access-and-approvals W9]', () => {
  const [empty] = steps('any', [[]]);
  const fill = (
    step: Step | undefined,
    noApprover: 'hold' | 'autoApprove',
    defaults: string[],
    optional = false,
  ) => {
    if (step === undefined) throw new Error('There is a step.');
    return filled(
      step,
      { optional },
      'me',
      { noApprover },
      {
        defaults: { people: defaults.map(person), from: [] },
        administrators: ['admin', 'me'].map(person),
      },
    );
  };
  it('asks the default approver first', () => {
    expect(fill(empty, 'autoApprove', ['d'])).toMatchObject({
      people: [{ id: 'd' }],
      auto: null,
      held: false,
    });
  });
  it('is held for administrators, never for the requester', () => {
    const step = fill(empty, 'hold', []);
    expect(step).toMatchObject({ auto: null, held: true });
    expect(step.people.map(({ id }) => id)).toEqual(['admin']);
    expect(fill(empty, 'hold', ['me'])).toMatchObject({ held: true });
  });
  it('is let through where the store says so, and for a first manager', () => {
    expect(fill(empty, 'autoApprove', [])).toMatchObject({ auto: 'nobody', held: false });
    expect(fill(empty, 'hold', [], true)).toMatchObject({ auto: 'nobody' });
    expect(fill(empty, 'hold', ['d'], true)).toMatchObject({ auto: null, people: [{ id: 'd' }] });
  });
  it('[access-and-approvals W8] forbid never ends without a person', () => {
    const [step] = steps('any', [['me']], 'me', 'forbid');
    expect(fill(step, 'autoApprove', [])).toMatchObject({ held: true, auto: null });
  });
});
