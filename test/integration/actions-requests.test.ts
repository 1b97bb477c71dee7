/** What portal actions have in common: plan, approval, drift, undo, history, progress; on a real domain. */
import { describe } from 'vitest';
import { useCompany } from '../support/company.ts';
import { sambaMissing } from '../support/samba.ts';
import { accelerationTests } from './actions/acceleration.ts';
import { approvalTests } from './actions/approvals.ts';
import { driftAndUndoTests } from './actions/drift-and-undo.ts';
import { historyTests } from './actions/history.ts';
import { lookedAtTests } from './actions/looked-at.ts';
import { protocolTests } from './actions/protocol.ts';
import { twoAdministratorsTests } from './actions/two-administrators.ts';

describe.skipIf(sambaMissing !== undefined)(
  `requests on Active Directory${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 60_000 },
  () => {
    const company = useCompany();
    describe('every action', () => {
      protocolTests(company);
    });
    describe('what was looked at', () => {
      lookedAtTests(company);
    });
    describe('approval of creation', () => {
      approvalTests(company);
    });
    describe('acceleration', () => {
      accelerationTests(company);
    });
    describe('drift and undo', () => {
      driftAndUndoTests(company);
    });
    describe('two administrators', () => {
      twoAdministratorsTests(company);
    });
    describe('history', () => {
      historyTests(company);
    });
  },
);
