/** The prefixes a store offers before the names of new groups, beside those of its roles (access-and-approvals Y2). */
import { isNamedTwice } from '../workflows/contracts/policies.ts';
import { ApiProblem } from './problem.ts';

/** @throws ApiProblem `value.invalid` where two of them differ in case only */
export function requireSoundPrefixes(prefixes: readonly string[] | undefined): void {
  if (prefixes !== undefined && isNamedTwice(prefixes))
    throw ApiProblem.field('groupNamePrefixes', 'names a prefix twice; leave one of them out');
}
