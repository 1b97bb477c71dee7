/**
 * What a role's policy says of a password before a directory is asked for its own opinion (access-and-approvals Y6).
 * Where it holds (one's own change or reset, the helpdesk's, a profile page with `enforceOnProfile`) is up to whoever
 * sets the password; so is the directory's history of passwords, which only the directory knows.
 */
import type { PasswordPolicy } from '../../workflows/contracts/policies.ts';
import { foldCase } from './fold.ts';

export interface PasswordOwner {
  readonly userName: string;
  readonly displayName: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Shorter names are part of too many good passwords. Letters. */
const shortestName = 3;

const names = [
  ['rejectUserName', 'userName', 'the user name'],
  ['rejectDisplayName', 'displayName', 'the display name'],
  ['rejectFirstName', 'firstName', 'the first name'],
  ['rejectLastName', 'lastName', 'the last name'],
] as const;

/**
 * @param owner names that are unknown are empty
 * @returns every objection at once, as what follows "The password"; none: it passes
 */
export function passwordProblems(policy: PasswordPolicy, owner: PasswordOwner, password: string): string[] {
  const folded = foldCase(password);
  const problems: string[] = names.flatMap(([check, field, words]) => {
    const name = foldCase(owner[field].trim());
    const counts = (name.match(/\p{L}/gu) ?? []).length >= shortestName;
    return policy[check] && counts && folded.includes(name) ? [`must not contain ${words}`] : [];
  });
  if (policy.rejectLeadingDigit && /^\p{Nd}/u.test(password)) problems.push('must not begin with a digit');
  if (policy.rejectTrailingDigit && /\p{Nd}$/u.test(password)) problems.push('must not end with a digit');
  if (policy.rejectConsecutive && /(.)\1/su.test(password.normalize('NFC')))
    problems.push('must not hold the same character twice in a row');
  return problems;
}
