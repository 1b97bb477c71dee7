/** The portal actions on groups, through the API, on a real domain. */
import { describe } from 'vitest';
import { useCompany } from '../support/company.ts';
import { sambaMissing } from '../support/samba.ts';
import { createGroupTests } from './actions/create-group.ts';
import { joinAndLeaveTests } from './actions/join-and-leave.ts';
import { memberTests } from './actions/members.ts';
import { membershipEndTests } from './actions/membership-ends.ts';
import { rolePolicyTests } from './actions/role-policies.ts';
import { updateAndDeleteTests } from './actions/update-and-delete.ts';

describe.skipIf(sambaMissing !== undefined)(
  `portal actions on groups of Active Directory${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 60_000 },
  () => {
    const company = useCompany();
    describe('create', () => {
      createGroupTests(company);
    });
    describe('update and delete', () => {
      updateAndDeleteTests(company);
    });
    describe('members', () => {
      memberTests(company);
    });
    describe('memberships with an end', () => {
      membershipEndTests(company);
    });
    describe('policies of roles', () => {
      rolePolicyTests(company);
    });
    describe('join and leave', () => {
      joinAndLeaveTests(company);
    });
  },
);
