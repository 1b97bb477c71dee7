import { describe, expect, it } from 'vitest';
import { type PasswordOwner, passwordProblems } from '../../activities/platform/password-checks.ts';
import { type PasswordPolicy, policiesOf } from '../../workflows/contracts/policies.ts';

const owner: PasswordOwner = {
  userName: 'zoe.ångström',
  displayName: 'Zoë Ångström',
  firstName: 'Zoë',
  lastName: 'Ångström',
};
const { password: off } = policiesOf({});
const with_ = (...checks: readonly (keyof PasswordPolicy)[]): PasswordPolicy => ({
  ...off,
  ...Object.fromEntries(checks.map((check) => [check, true])),
});
const all = with_(
  'rejectUserName',
  'rejectDisplayName',
  'rejectFirstName',
  'rejectLastName',
  'rejectLeadingDigit',
  'rejectTrailingDigit',
  'rejectConsecutive',
);

describe('what a role rejects of passwords [access-and-approvals Y6]', () => {
  it('is nothing unless it says so', () => {
    expect(passwordProblems(off, owner, '1zoe.ångströmm Zoë Ångström1')).toEqual([]);
  });

  it('is told all at once', () => {
    expect(passwordProblems(all, owner, '1xZOE.ÅNGSTRÖM/zoë ångströmm1')).toEqual([
      'must not contain the user name',
      'must not contain the display name',
      'must not contain the first name',
      'must not contain the last name',
      'must not begin with a digit',
      'must not end with a digit',
      'must not hold the same character twice in a row',
    ]);
    expect(passwordProblems(all, owner, 'Tidy7horse%Batery')).toEqual([]);
  });

  it.each([
    ['rejectFirstName', 'xxZO\u00cbxx', true],
    // The same letter, written in two pieces.
    ['rejectFirstName', 'xxzoe\u0308xx', true],
    ['rejectFirstName', 'xxzoexx', false],
    ['rejectLastName', 'Ångstrom', false],
    ['rejectLeadingDigit', 'a1', false],
    ['rejectLeadingDigit', '٣a', true],
    ['rejectTrailingDigit', '1a', false],
    ['rejectTrailingDigit', 'a1', true],
    ['rejectConsecutive', 'aA', false],
    ['rejectConsecutive', 'a\n\nb', true],
    ['rejectConsecutive', '🦜🦜', true],
    ['rejectConsecutive', 'o\u0308ö', true],
  ] as const)('%s of %j: %s', (check, password, rejected) => {
    expect(passwordProblems(with_(check), owner, password).length > 0).toBe(rejected);
  });

  it('leaves names alone that are empty or have fewer than three letters', () => {
    const short = { ...owner, firstName: 'Bo', lastName: '', userName: 'b0-1!' };
    expect(passwordProblems(all, short, 'xBo b0-1!x')).toEqual([]);
  });
});
