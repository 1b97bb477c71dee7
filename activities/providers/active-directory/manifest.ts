import type { ProviderManifest } from '../manifest.ts';
import { trustOf } from '../ldap-client/connect.ts';
import { Directory } from './directory.ts';
import { isWithin, parseDn } from '../ldap-client/dn.ts';
import { domainDn } from './domain-dn.ts';
import { ActiveDirectoryProvider } from './provider.ts';
import { activeDirectorySettings, type ActiveDirectorySettings } from './settings.ts';

type Problems = ReturnType<ProviderManifest['validate']>[number][];

/** Microsoft Active Directory Domain Services over LDAP; one store is one domain. */
export const activeDirectory: ProviderManifest<ActiveDirectoryProvider, ActiveDirectorySettings> = {
  kind: 'active-directory',
  title: 'Active Directory',
  settings: activeDirectorySettings,
  capabilities: {
    authenticate: true,
    changes: false,
    create: true,
    update: true,
    remove: true,
    restore: false,
    rename: true,
    move: true,
    setEnabled: true,
    setPassword: true,
    changePassword: true,
  },
  validate(settings) {
    return [...validatePlaces(settings), ...validateCertificate(settings)];
  },
  connect(settings, context) {
    return new ActiveDirectoryProvider(new Directory(settings, context.secrets.password ?? '', context.log));
  },
};

function validatePlaces(settings: ActiveDirectorySettings): Problems {
  const domain = domainDn(settings.domain);
  const problems: Problems = [];
  const bases = settings.baseDns ?? [];
  for (const text of bases) {
    const dn = parseDn(text);
    if (dn === null) problems.push({ field: 'baseDns', message: `${text} is no distinguished name.` });
    else if (!isWithin(dn, domain)) {
      problems.push({ field: 'baseDns', message: `${text} does not lie in the domain ${settings.domain}.` });
    }
  }
  const within =
    bases.length === 0 ? [domain] : bases.map((text) => parseDn(text)).filter((dn) => dn !== null);
  for (const field of ['userContainer', 'groupContainer'] as const) {
    const text = settings[field];
    if (text === undefined || text === '') continue;
    const dn = parseDn(text);
    if (dn === null) problems.push({ field, message: `${text} is no distinguished name.` });
    else if (!within.some((base) => isWithin(dn, base))) {
      problems.push({ field, message: `${text} does not lie below a base DN of the store.` });
    }
  }
  return problems;
}

function validateCertificate(settings: ActiveDirectorySettings): Problems {
  try {
    trustOf(settings.caCertificate);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The certificate cannot be read.';
    return [{ field: 'caCertificate', message }];
  }
}
