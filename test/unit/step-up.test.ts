import { describe, expect, test } from 'vitest';
import { type FactorKind, factorKinds } from '../../workflows/contracts/factors.ts';
import { stepUpOf, stepUpStanding } from '../../workflows/contracts/step-up.ts';

const role = (enforcedFactors: FactorKind[], chosenByUser = 0) => ({ enforcedFactors, chosenByUser });

describe('a step-up [access-and-approvals E3]', () => {
  const all = [...factorKinds];

  test('of five enabled, none enforced and two chosen asks for any two', () => {
    const asked = stepUpOf(role([], 2), all);
    expect(asked).toEqual({ demanded: [], choose: 2, from: all });
    for (const first of all) {
      expect(stepUpStanding(asked, [first], all)).toEqual({
        enough: false,
        missing: [],
        missingChoices: 1,
        choices: all.filter((kind) => kind !== first),
      });
      // A second one of the same kind is no other factor.
      expect(stepUpStanding(asked, [first, first], all).enough).toBe(false);
      for (const second of all)
        expect(stepUpStanding(asked, [first, second], all).enough).toBe(first !== second);
    }
  });

  test('of two enforced and one chosen asks for those two and one of the other three', () => {
    const asked = stepUpOf(role(['email', 'totp'], 1), all);
    const others = ['passkey', 'securityKey', 'securityQuestions'] as const;
    expect(asked).toEqual({ demanded: ['totp', 'email'], choose: 1, from: others });
    expect(stepUpStanding(asked, ['totp', 'email'], all)).toEqual({
      enough: false,
      missing: [],
      missingChoices: 1,
      choices: others,
    });
    for (const other of others) {
      expect(stepUpStanding(asked, ['totp', 'email', other], all).enough).toBe(true);
      expect(stepUpStanding(asked, ['totp', other], all)).toMatchObject({
        enough: false,
        missing: ['email'],
        missingChoices: 0,
        choices: [],
      });
    }
    expect(stepUpStanding(asked, [...others], all)).toMatchObject({
      enough: false,
      missing: ['totp', 'email'],
    });
  });

  test('asks for nothing where the role does', () => {
    expect(stepUpOf(role([]), all)).toEqual({ demanded: [], choose: 0, from: all });
    expect(stepUpStanding(stepUpOf(role([]), all), [], all).enough).toBe(true);
  });

  test('counts no factor that the store no longer offers, and asks for no less because of it', () => {
    const offered = ['totp' as const];
    const asked = stepUpOf(role(['email'], 2), offered);
    expect(asked).toEqual({ demanded: ['email'], choose: 2, from: ['totp'] });
    expect(stepUpStanding(asked, all, offered)).toEqual({
      enough: false,
      missing: ['email'],
      missingChoices: 1,
      choices: [],
    });
  });
});
