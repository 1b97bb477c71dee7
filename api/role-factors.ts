/**
 * What a role asks of its people must be what their store offers them: nobody is locked out
 * (access-and-approvals E2, Y5). Looked at whenever a role or the store's factors change, under `lockRoles`.
 */
import {
  type FactorSettings,
  getFactorSettings,
} from '../activities/database/repositories/factor-settings.ts';
import { listRoles } from '../activities/database/repositories/roles.ts';
import type { Db } from '../activities/database/client.ts';
import type { FieldProblem } from '../workflows/contracts/errors.ts';
import { policiesOf, type StoredPolicies } from '../workflows/contracts/policies.ts';
import { ApiProblem } from './problem.ts';

interface Asking {
  readonly policies?: StoredPolicies;
}
type Offered = Pick<FactorSettings, 'enrolmentEnabled' | 'factors'>;

/** @throws ApiProblem `value.invalid` naming what the store does not offer */
export async function requireOfferedFactors(
  tx: Db,
  role: Asking & { readonly storeId: string },
): Promise<void> {
  const problems = factorProblems(role, await getFactorSettings(tx, role.storeId));
  if (problems.length > 0) throw ApiProblem.invalid(problems);
}

/** @throws ApiProblem `value.invalid` naming a role that asks for what would no longer be offered */
export async function requireRolesStayPossible(tx: Db, storeId: string, offered: Offered): Promise<void> {
  const role = (await listRoles(tx, storeId)).find((one) => factorProblems(one, offered).length > 0);
  if (role === undefined) return;
  throw ApiProblem.field(
    offered.enrolmentEnabled ? 'factors' : 'enrolmentEnabled',
    `must stay, because the role ${role.name} asks for factors; change the role first`,
  );
}

function factorProblems({ policies = {} }: Asking, offered: Offered): FieldProblem[] {
  const { enforcedFactors, chosenByUser, secondFactor } = policiesOf(policies).authentication;
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string) =>
    problems.push({ field: `policies/authentication/${field}`, code: 'value.invalid', message });
  const possible = offered.enrolmentEnabled && offered.factors.length > 0;
  const fix = 'turn it on in the Sign-in part of the identity store first';
  if (secondFactor && !possible) {
    problem('secondFactor', `needs people to enrol a factor, and the store does not ask them to; ${fix}`);
  }
  if (enforcedFactors.length > 0 && !offered.enrolmentEnabled) {
    problem('enforcedFactors', `needs people to enrol, and the store does not ask them to; ${fix}`);
  }
  const missing = enforcedFactors.filter((kind) => !offered.factors.includes(kind));
  if (missing.length > 0) {
    problem('enforcedFactors', `names ${missing.join(', ')}, which the store does not offer`);
  }
  const most = Math.max(0, offered.factors.length - enforcedFactors.length);
  if (chosenByUser > most) {
    problem(
      'chosenByUser',
      `must be ${most} at most: the store offers no more factors beside the enforced ones`,
    );
  }
  return problems;
}
