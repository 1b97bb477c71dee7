/** The network test of the settings: goes as far as it gets and says what to fix. [stores-and-links S2] */
import { checkInSteps, failureOf, type StepProblem } from '../check-steps.ts';
import type { CheckFailure, CheckReport } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { GraphConnection } from './connection.ts';
import { isUnknownName, translate } from './errors.ts';
import { organizationOf } from './organization.ts';
import { TransportFailure } from './refusal.ts';
import { type EntraIdSettings, tenantOf } from './settings.ts';
import { SignInRefusal } from './sign-in-refusal.ts';

/** Application permissions that let Muster do its work; one of each line. */
const neededRoles: readonly (readonly string[])[] = [
  ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
];

export function check(connection: GraphConnection): Promise<CheckReport> {
  const { settings, cloud } = connection;
  return checkInSteps(async (step) => {
    await step('Find the tenant', 'settings', async () => {
      await connection.tokens.askForTenant();
      return `${new URL(cloud.authority).host} knows a tenant with the domain ${tenantOf(settings)}.`;
    });
    await step('Sign in as the application', 'credentials', async () => {
      await connection.tokens.get();
      return 'The application signed in.';
    });
    let tenant = '';
    await step('Read the tenant', 'privilege', async () => {
      const { name, domains } = await organizationOf(connection);
      tenant = name;
      requireDomains(settings, domains);
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
    return `Connected to ${tenant} as an application.`;
  }, explain);
}

/** Both are of the tenant: it may have lost the domain that people sign in with. */
function requireDomains(settings: EntraIdSettings, domains: readonly string[]): void {
  const known = new Set(domains.map((domain) => domain.toLowerCase()));
  for (const name of ['domain', 'primaryDomain'] as const) {
    const domain = settings[name];
    if (domain === undefined || known.has(domain.toLowerCase())) continue;
    throw new ProviderError(
      'config.invalid',
      `${domain} is no verified domain of the tenant. It has ${domains.join(', ')}.`,
      { attributes: [name] },
    );
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

function explain(error: unknown, otherwise: CheckFailure): StepProblem {
  const isUnknown = error instanceof SignInRefusal && otherwise === 'settings';
  const { code, message } = isUnknown ? unknownTenant(error) : translate(error);
  const isDns = error instanceof TransportFailure && isUnknownName(error);
  return { failure: isDns ? 'dns' : failureOf(code, otherwise), message };
}

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
