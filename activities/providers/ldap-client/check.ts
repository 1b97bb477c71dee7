/** The network test of a store that speaks LDAP: every server, then what the first one says. [stores-and-links S2] */
import { checkInSteps, failureOf, type RunStep } from '../check-steps.ts';
import type { CheckFailure, CheckReport } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { ConnectPhase } from './connect.ts';
import type { LdapConnection } from './connection.ts';
import { type Dn, formatDn } from './dn.ts';
import type { SessionPool } from './session-pool.ts';

/** @param further the steps after the sign-in; says what the report says when all went well */
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
      await step('Sign in as the service account', 'credentials', async () => {
        await pool.signIn(opened);
        return `Signed in as ${pool.account}.`;
      });
      return await further(opened, step);
    } finally {
      connection?.close();
    }
  }, explain);
}

/** What a check of places needs to know of a directory. */
interface Places {
  bases(): readonly Dn[];
  container(text: string, field?: string): Dn;
  defaultContainer(kind: 'user' | 'group'): string;
}

/**
 * The step that looks for the base DNs and the containers of new objects.
 * @param hint what may help to correct them
 */
export async function checkPlaces(
  directory: Places,
  exists: (dn: string) => Promise<boolean>,
  hint = '',
): Promise<string> {
  const places = [
    ...directory.bases(),
    directory.container(directory.defaultContainer('user'), 'userContainer'),
    directory.container(directory.defaultContainer('group'), 'groupContainer'),
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
