import type { ProviderManifest } from '../manifest.ts';
import { certificateProblems, containerProblems, type SettingsProblem } from '../ldap-client/settings.ts';
import { Directory } from './directory.ts';
import { type Dn, isWithin, parseDn } from '../ldap-client/dn.ts';
import { domainDn } from './domain-dn.ts';
import { type ActiveDirectoryProvider, activeDirectoryProvider } from './provider.ts';
import { activeDirectorySettings, type ActiveDirectorySettings } from './settings.ts';

/** Microsoft Active Directory Domain Services over LDAP; one store is one domain. */
export const activeDirectory: ProviderManifest<ActiveDirectoryProvider, ActiveDirectorySettings> = {
  kind: 'active-directory',
  title: 'Active Directory',
  settings: activeDirectorySettings,
  capabilities: {
    authenticate: true,
    changes: true,
    create: true,
    update: true,
    remove: true,
    restore: true,
    rename: true,
    move: true,
    setEnabled: true,
    unlock: true,
    setPassword: true,
    changePassword: true,
  },
  validate(settings) {
    return [...validatePlaces(settings), ...certificateProblems(settings)];
  },
  connect(settings, context) {
    return activeDirectoryProvider(new Directory(settings, context.secrets.password ?? '', context.log));
  },
};

function validatePlaces(settings: ActiveDirectorySettings): SettingsProblem[] {
  const domain = domainDn(settings.domain);
  const problems: SettingsProblem[] = [];
  const bases: Dn[] = [];
  for (const text of settings.baseDns ?? []) {
    const dn = parseDn(text);
    if (dn !== null) bases.push(dn);
    if (dn === null) problems.push({ field: 'baseDns', message: `${text} is no distinguished name.` });
    else if (!isWithin(dn, domain)) {
      problems.push({ field: 'baseDns', message: `${text} does not lie in the domain ${settings.domain}.` });
    }
  }
  for (const text of settings.excludedContainers ?? []) {
    const dn = parseDn(text);
    if (dn !== null && isWithin(dn, domain)) continue;
    problems.push({
      field: 'excludedContainers',
      message:
        dn === null
          ? `${text} is no distinguished name.`
          : `${text} does not lie in the domain ${settings.domain}.`,
    });
  }
  const within = (settings.baseDns ?? []).length === 0 ? [domain] : bases;
  return [...problems, ...containerProblems(settings, within, parseDn)];
}
