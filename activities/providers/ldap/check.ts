/** The network test of the settings: goes as far as it gets and says what to fix. [stores-and-links S2] */
import type { CheckReport } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { checkDirectory, checkPlaces } from '../ldap-client/check.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { type Directory, searchBase } from './directory.ts';

export const check = (directory: Directory): Promise<CheckReport> =>
  checkDirectory(directory.pool, async (connection, step) => {
    let [vendorName, contexts] = ['', ''];
    await step('Read the directory and its schema', 'settings', async () => {
      const { vendor, namingContexts } = await directory.root(connection);
      [vendorName, contexts] = [vendor.name, namingContexts.join(' and ')];
      return `It is ${vendorName} and holds ${contexts}.`;
    });
    await step('Find the base DNs and containers', 'settings', () =>
      checkPlaces(
        directory,
        async (place) => (await searchBase(connection, place, ['objectClass'])).length > 0,
        { hint: `This server holds ${contexts}. ` },
      ),
    );
    await step('Check the classes of new objects', 'settings', () => checkClasses(directory, connection));
    // LDAP has no question for what one may write: the first refused write tells.
    return `Connected to ${vendorName} through ${connection.host}. What the service account may write shows at the first change.`;
  });

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
