/** The network test of a store that speaks LDAP. [stores-and-links S2] */
import { checkInSteps, failureOf, type RunStep } from '../check-steps.ts';
import type { CheckFailure, CheckReport } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { ConnectPhase } from './connect.ts';
import type { LdapConnection } from './connection.ts';
import { type Dn, formatDn } from './dn.ts';
import { isSameServer } from './servers.ts';
import type { SessionPool } from './session-pool.ts';

/**
 * Every server is looked at: the first that answers is signed in to and asked, the others are reached. One
 * that does not answer fails its step and not the check, as the next one stands in for it; one whose
 * certificate is wrong fails the check, as it would stop the work when its turn comes. [stores-and-links S10]
 * @param further the steps after the sign-in; says what the report says when all went well
 */
export function checkDirectory(
  pool: SessionPool,
  further: (connection: LdapConnection, step: RunStep) => Promise<string>,
): Promise<CheckReport> {
  const phaseNames: Readonly<Record<ConnectPhase, string>> = {
    dns: `Find the ${pool.noun}`,
    network: 'Reach it over the network',
    tls: 'Verify its certificate',
  };
  let phase: ConnectPhase = 'dns';
  let connection: LdapConnection | null = null;
  const explain = (error: unknown, otherwise: CheckFailure) => {
    const { code, message } = pool.translate(error);
    if (connection !== null) return { failure: failureOf(code, otherwise), message };
    const failure = failureOf(code, phase);
    // A name that DNS does not know is an answer that did not come, too.
    return {
      name: phaseNames[phase],
      failure: failure === 'network' && phase === 'dns' ? phase : failure,
      message,
    };
  };
  return checkInSteps(async (step, steps) => {
    try {
      const opened = await pool.connectUnbound(undefined, (next) => {
        phase = next;
      });
      connection = opened;
      const { host } = opened;
      steps.push(
        { name: phaseNames.dns, ok: true, message: `Found ${host}.` },
        { name: phaseNames.network, ok: true, message: `${host} answers.` },
        {
          name: phaseNames.tls,
          ok: true,
          message: `The certificate carries the name ${host} and is trusted.`,
        },
      );
      const silent = await reachOthers(pool, opened, step, steps);
      await step('Sign in as the service account', 'credentials', async () => {
        await pool.signIn(opened);
        return `Signed in as ${pool.account}.`;
      });
      const message = await further(opened, step);
      return silent.length === 0 ? message : `${message} No answer came from ${silent.join(', ')}.`;
    } finally {
      connection?.close();
    }
  }, explain);
}

/** @returns those that do not answer */
async function reachOthers(
  pool: SessionPool,
  connection: LdapConnection,
  step: RunStep,
  steps: CheckReport['steps'][number][],
): Promise<string[]> {
  const others = (await pool.servers()).filter((each) => !isSameServer(each, connection.server));
  const reached = await Promise.allSettled(others.map((each) => pool.reach(each)));
  const silent: string[] = [];
  for (const [index, { host }] of others.entries()) {
    const result = reached[index];
    const problem = result?.status === 'rejected' ? pool.translate(result.reason) : null;
    const name = `Reach ${host}`;
    if (problem !== null && failureOf(problem.code, 'settings') === 'network') {
      steps.push({ name, ok: false, message: problem.message });
      silent.push(host);
      continue;
    }
    await step(name, 'tls', () => {
      if (problem !== null) throw problem;
      return Promise.resolve(`${host} answers, and its certificate is trusted.`);
    });
  }
  return silent;
}

/** What a check of places needs to know of a directory. */
interface Places {
  bases(): readonly Dn[];
  container(text: string, field?: string): Dn;
  defaultContainer(kind: 'user' | 'group'): string;
}

/**
 * The step that looks for the base DNs and the containers of new objects.
 * @param options `hint`: what may help to correct them; `further`: other places that the settings name
 */
export async function checkPlaces(
  directory: Places,
  exists: (dn: string) => Promise<boolean>,
  { hint = '', further = [] }: { readonly hint?: string; readonly further?: readonly Dn[] } = {},
): Promise<string> {
  const places = [
    ...directory.bases(),
    directory.container(directory.defaultContainer('user'), 'userContainer'),
    directory.container(directory.defaultContainer('group'), 'groupContainer'),
    ...further,
  ];
  for (const place of places.map(formatDn)) {
    if (await exists(place)) continue;
    throw new ProviderError(
      'config.invalid',
      `${place} does not exist, or the service account cannot see it. ${hint}Correct the base DNs and containers of the store.`,
    );
  }
  return 'All base DNs and containers exist.';
}
