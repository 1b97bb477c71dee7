/** The network test of the settings: goes as far as it gets and says what to fix. [stores-and-links S2] */
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import type { CheckFailure, CheckReport } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { GraphConnection } from './connection.ts';
import { isUnknownName, translate } from './errors.ts';
import { organizationOf } from './organization.ts';
import { TransportFailure } from './refusal.ts';
import { SignInRefusal } from './sign-in-refusal.ts';

type Step = CheckReport['steps'][number];

/** Application permissions that let Muster do its work; one of each line. */
const neededRoles: readonly (readonly string[])[] = [
  ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
];

export async function check(connection: GraphConnection): Promise<CheckReport> {
  const steps: Step[] = [];
  const { settings, cloud } = connection;
  let stage: { readonly name: string; readonly failure: CheckFailure } = { name: '', failure: 'settings' };
  const step = async (name: string, failure: CheckFailure, work: () => Promise<string>): Promise<void> => {
    stage = { name, failure };
    steps.push({ name, ok: true, message: await work() });
  };
  try {
    await step('Find the tenant', 'settings', async () => {
      await connection.tokens.askForTenant();
      return `${new URL(cloud.authority).host} knows a tenant with the domain ${settings.domain}.`;
    });
    await step('Sign in as the application', 'credentials', async () => {
      await connection.tokens.get();
      return 'The application signed in.';
    });
    let tenant = '';
    await step('Read the tenant', 'privilege', async () => {
      const { name, domains } = await organizationOf(connection);
      tenant = name;
      return `The tenant is ${name} with ${domains.join(', ')}.`;
    });
    await step('Read users and groups', 'privilege', async () => {
      await connection.page('/users?$select=id&$top=1');
      await connection.page('/groups?$select=id&$top=1');
      return 'Users and groups can be read.';
    });
    await step('Check the permissions', 'privilege', async () => {
      requireRoles(rolesIn(await connection.tokens.get()));
      return 'Users and groups can be changed.';
    });
    return { ok: true, failure: null, message: `Connected to ${tenant} as an application.`, steps };
  } catch (error) {
    const problem =
      error instanceof SignInRefusal && stage.failure === 'settings'
        ? unknownTenant(error)
        : translate(error);
    steps.push({ name: stage.name, ok: false, message: problem.message });
    return { ok: false, failure: failureOf(error, problem, stage.failure), message: problem.message, steps };
  }
}

const unknownTenant = (refusal: SignInRefusal): ProviderError =>
  new ProviderError(
    'config.invalid',
    'Entra ID knows no tenant of this domain. Check the domain and the cloud of the store.',
    {
      attributes: ['domain'],
      detail: refusal.message,
      cause: refusal,
    },
  );

function failureOf(error: unknown, problem: ProviderError, otherwise: CheckFailure): CheckFailure {
  if (error instanceof TransportFailure && isUnknownName(error)) return 'dns';
  return failureOfCode[problem.code] ?? otherwise;
}

/** Codes that say more than the step they came from. */
const failureOfCode: Readonly<Partial<Record<ErrorCode, CheckFailure>>> = {
  'provider.tls': 'tls',
  'provider.unavailable': 'network',
  'provider.timeout': 'network',
  'provider.throttled': 'network',
  'provider.credentials': 'credentials',
  'provider.forbidden': 'privilege',
  'config.invalid': 'settings',
};

/** The `roles` of the token: what the tenant's administrator consented to. Read, never trusted: Graph decides. */
function rolesIn(token: string): readonly string[] {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      roles?: unknown;
    };
    return Array.isArray(claims.roles) ? claims.roles.filter((role) => typeof role === 'string') : [];
  } catch {
    // A token is no business of its bearer; one that cannot be read says nothing.
    return [];
  }
}

function requireRoles(roles: readonly string[]): void {
  const missing = neededRoles
    .filter((choices) => !choices.some((role) => roles.includes(role)))
    .map(([first]) => first);
  if (missing.length === 0) return;
  throw new ProviderError(
    'provider.forbidden',
    `The application lacks ${missing.join(' and ')}. Grant it as application permission in Entra ID, with the consent of an administrator.`,
  );
}
