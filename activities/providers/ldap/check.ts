/** The network test of the settings: goes as far as it gets and says what to fix. [stores-and-links S2] */
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import type { CheckFailure, CheckReport } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { ConnectPhase } from '../ldap-client/connect.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { formatDn } from '../ldap-client/dn.ts';
import { type Directory, searchBase } from './directory.ts';
import { translate } from './errors.ts';

type Step = CheckReport['steps'][number];

const phaseNames: Readonly<Record<ConnectPhase, string>> = {
  dns: 'Find the LDAP server',
  network: 'Reach it over the network',
  tls: 'Verify its certificate',
};

export async function check(directory: Directory): Promise<CheckReport> {
  const steps: Step[] = [];
  const done = (name: string, message: string): void => {
    steps.push({ name, ok: true, message });
  };
  let phase: ConnectPhase = 'dns';
  let stage: { readonly name: string; readonly failure: CheckFailure } = {
    name: phaseNames.dns,
    failure: 'dns',
  };
  let connection: LdapConnection | null = null;
  try {
    connection = await directory.pool.connectUnbound(undefined, (next) => {
      phase = next;
    });
    done(phaseNames.dns, `Found ${connection.host}.`);
    done(phaseNames.network, `${connection.host} answers.`);
    done(phaseNames.tls, `The certificate carries the name ${connection.host} and is trusted.`);
    stage = { name: 'Sign in as the service account', failure: 'credentials' };
    await directory.pool.signIn(connection);
    done(stage.name, `Signed in as ${directory.settings.serviceAccount}.`);
    stage = { name: 'Read the directory and its schema', failure: 'settings' };
    const { vendor, namingContexts } = await directory.root(connection);
    done(stage.name, `It is ${vendor.name} and holds ${namingContexts.join(' and ')}.`);
    stage = { name: 'Find the base DNs and containers', failure: 'settings' };
    done(stage.name, await checkPlaces(directory, connection, namingContexts));
    stage = { name: 'Check the classes of new objects', failure: 'settings' };
    done(stage.name, await checkClasses(directory, connection));
    // LDAP has no question for what one may write: the first refused write tells.
    const message = `Connected to ${vendor.name} through ${connection.host}. What the service account may write shows at the first change.`;
    return { ok: true, failure: null, message, steps };
  } catch (error) {
    const problem = translate(error);
    if (connection === null) stage = { name: phaseNames[phase], failure: phase };
    steps.push({ name: stage.name, ok: false, message: problem.message });
    return { ok: false, failure: failureOf(problem, stage.failure), message: problem.message, steps };
  } finally {
    connection?.close();
  }
}

/** Codes that say more than the step they came from. */
const failureOfCode: Readonly<Partial<Record<ErrorCode, CheckFailure>>> = {
  'provider.credentials': 'credentials',
  'provider.forbidden': 'privilege',
  'provider.tls': 'tls',
  'config.invalid': 'settings',
  'value.invalid': 'settings',
};
const unreachable: ReadonlySet<ErrorCode> = new Set([
  'provider.unavailable',
  'provider.timeout',
  'provider.throttled',
]);

function failureOf({ code }: ProviderError, otherwise: CheckFailure): CheckFailure {
  if (unreachable.has(code)) return otherwise === 'dns' ? 'dns' : 'network';
  return failureOfCode[code] ?? otherwise;
}

async function checkPlaces(
  directory: Directory,
  connection: LdapConnection,
  namingContexts: readonly string[],
): Promise<string> {
  const places = [
    ...directory.bases().map(formatDn),
    formatDn(directory.container(directory.defaultContainer('user'), 'userContainer')),
    formatDn(directory.container(directory.defaultContainer('group'), 'groupContainer')),
  ];
  for (const place of places) {
    if ((await searchBase(connection, place, ['objectClass'])).length > 0) continue;
    throw new ProviderError(
      'config.invalid',
      `${place} does not exist, or the service account cannot see it. This server holds ${namingContexts.join(' and ')}. Correct the base DNs and containers of the store.`,
    );
  }
  return 'All base DNs and containers exist.';
}

async function checkClasses(directory: Directory, connection: LdapConnection): Promise<string> {
  const { schema } = await directory.root(connection);
  const { groupClass, groupAuxiliaryClasses = [], userClasses = [] } = directory.settings;
  const wanted = [groupClass ?? 'groupOfNames', ...groupAuxiliaryClasses, 'inetOrgPerson', ...userClasses];
  const unknown = wanted.filter((name) => !schema.hasClass(name));
  if (unknown.length === 0) return 'The schema has all of them.';
  throw new ProviderError(
    'config.invalid',
    `The schema of the directory has no class ${unknown.join(', ')}. Add it there, or choose other classes in the store settings.`,
  );
}
