/** The network test of the settings: goes as far as it gets and says what to fix. [stores-and-links S2] */
import type { CheckReport } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { checkDirectory, checkPlaces } from '../ldap-client/check.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { type Directory, searchBase } from './directory.ts';
import { describeForest } from './forest.ts';

export const check = (directory: Directory): Promise<CheckReport> =>
  checkDirectory(directory.pool, async (connection, step) => {
    let domain = '';
    await step('Read the domain', 'settings', async () => {
      domain = (await directory.root(connection)).dn;
      return `The domain is ${domain}.`;
    });
    await step('Find the domains of the forest', 'settings', () => describeForest(directory, connection));
    await step('Find the base DNs and containers', 'settings', () =>
      checkPlaces(
        directory,
        async (place) => (await searchBase(connection, place, ['objectClass'])).length > 0,
        { further: directory.exclusions() },
      ),
    );
    await step('Check the rights', 'privilege', () => checkRights(directory, connection));
    return `Connected to ${domain} through ${connection.host}.`;
  });

/** `allowedChildClassesEffective`: what this very account may create there (MS-ADTS 3.1.1.4.5.5). */
async function checkRights(directory: Directory, connection: LdapConnection): Promise<string> {
  const container = directory.defaultContainer('group');
  const [entry] = await searchBase(connection, container, ['allowedChildClassesEffective']);
  const allowed = (entry?.texts('allowedChildClassesEffective') ?? []).map((name) => name.toLowerCase());
  if (allowed.includes('group')) return `May create groups in ${container}.`;
  throw new ProviderError(
    'provider.forbidden',
    `The service account may not create groups in ${container}. Delegate that right to it, or choose another container.`,
  );
}
