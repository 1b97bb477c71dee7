/** The network test of the settings: goes as far as it gets and says what to fix. [stores-and-links S2] */
import type { CheckFailure, CheckReport } from '../contract.ts';
import type { GoogleConnection } from './connection.ts';
import { isCertificateProblem, networkCode, translate } from './errors.ts';

type Step = CheckReport['steps'][number];

export async function check(connection: GoogleConnection): Promise<CheckReport> {
  const steps: Step[] = [];
  const stages: readonly (readonly [name: string, failure: CheckFailure, work: () => Promise<string>])[] = [
    [
      'Read the key file',
      'settings',
      () => Promise.resolve(`The service account is ${connection.key().clientEmail}.`),
    ],
    [
      'Sign in as the service account',
      'credentials',
      async () => {
        await connection.freshToken();
        return 'Signed in in the name of the administrator.';
      },
    ],
    [
      'Read the organization',
      'privilege',
      async () => {
        const { data } = await connection.api.customers.get({ customerKey: 'my_customer' });
        return `The organization is ${data.customerDomain ?? data.id ?? ''}.`;
      },
    ],
    [
      'Read users and groups',
      'privilege',
      async () => {
        await connection.api.users.list({ customer: 'my_customer', maxResults: 1 });
        await connection.api.groups.list({ customer: 'my_customer', maxResults: 1 });
        return 'Users and groups can be read.';
      },
    ],
  ];
  for (const [name, failure, work] of stages) {
    try {
      steps.push({ name, ok: true, message: await work() });
    } catch (error) {
      const problem = connection.translated(error);
      steps.push({ name, ok: false, message: problem.message });
      return { ok: false, failure: failureOf(error, failure), message: problem.message, steps };
    }
  }
  return { ok: true, failure: null, message: 'Connected to Google Workspace.', steps };
}

function failureOf(error: unknown, otherwise: CheckFailure): CheckFailure {
  const code = networkCode(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  if (isCertificateProblem(code)) return 'tls';
  const { code: meaning } = translate(error);
  if (meaning === 'provider.forbidden') return 'privilege';
  if (meaning === 'provider.credentials') return 'credentials';
  return meaning === 'provider.unavailable' ||
    meaning === 'provider.timeout' ||
    meaning === 'provider.throttled'
    ? 'network'
    : otherwise;
}
