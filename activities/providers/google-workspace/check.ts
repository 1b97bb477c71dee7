/** The network test of the settings: goes as far as it gets and says what to fix. [stores-and-links S2] */
import { checkInSteps, failureOf, type StepProblem } from '../check-steps.ts';
import type { CheckFailure, CheckReport } from '../contract.ts';
import type { GoogleConnection } from './connection.ts';
import { isCertificateProblem, networkCode } from './errors.ts';

export function check(connection: GoogleConnection): Promise<CheckReport> {
  const explain = (error: unknown, otherwise: CheckFailure): StepProblem => {
    const { code, message } = connection.translated(error);
    const network = networkCode(error);
    if (network === 'ENOTFOUND' || network === 'EAI_AGAIN') return { failure: 'dns', message };
    return { failure: isCertificateProblem(network) ? 'tls' : failureOf(code, otherwise), message };
  };
  return checkInSteps(async (step) => {
    await step('Read the key file', 'settings', () =>
      Promise.resolve(`The service account is ${connection.key().clientEmail}.`),
    );
    await step('Sign in as the service account', 'credentials', async () => {
      await connection.freshToken();
      return 'Signed in in the name of the administrator.';
    });
    await step('Read the organization', 'privilege', async () => {
      const { data } = await connection.api.customers.get({ customerKey: 'my_customer' });
      return `The organization is ${data.customerDomain ?? data.id ?? ''}.`;
    });
    await step('Read users and groups', 'privilege', async () => {
      await connection.api.users.list({ customer: 'my_customer', maxResults: 1 });
      await connection.api.groups.list({ customer: 'my_customer', maxResults: 1 });
      return 'Users and groups can be read.';
    });
    return 'Connected to Google Workspace.';
  }, explain);
}
