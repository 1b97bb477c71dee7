import { trustOf } from '../ldap-client/connect.ts';
import { isWithin } from '../ldap-client/dn.ts';
import type { ProviderManifest } from '../manifest.ts';
import { Directory } from './directory.ts';
import { parse } from './names.ts';
import { LdapProvider } from './provider.ts';
import { ldapSettings, type LdapSettings } from './settings.ts';

type Problems = ReturnType<ProviderManifest['validate']>[number][];

/** OpenLDAP, 389 Directory Server and their like; one store is one tree. */
export const ldap: ProviderManifest<LdapProvider, LdapSettings> = {
  kind: 'ldap',
  title: 'LDAP directory',
  settings: ldapSettings,
  capabilities: {
    authenticate: true,
    changes: true,
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
    return [...validateNames(settings), ...validateCertificate(settings)];
  },
  connect(settings, context) {
    return new LdapProvider(new Directory(settings, context.secrets.password ?? '', context.log));
  },
};

function validateNames(settings: LdapSettings): Problems {
  const problems: Problems = [];
  const bases = settings.baseDns.map((text) => ({ text, dn: parse(text) }));
  for (const { text, dn } of bases) {
    if (dn === null || dn.length === 0)
      problems.push({ field: 'baseDns', message: `${text} is no distinguished name.` });
  }
  for (const field of ['serviceAccount', 'emptyGroupMember', 'userContainer', 'groupContainer'] as const) {
    const text = settings[field];
    if (text === undefined || text === '') continue;
    const dn = parse(text);
    if (dn === null) problems.push({ field, message: `${text} is no distinguished name.` });
    else if (field.endsWith('Container') && !bases.some((base) => isWithin(dn, base.dn ?? [])))
      problems.push({ field, message: `${text} does not lie below a base DN of the store.` });
  }
  return problems;
}

function validateCertificate(settings: LdapSettings): Problems {
  try {
    trustOf(settings.caCertificate);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The certificate cannot be read.';
    return [{ field: 'caCertificate', message }];
  }
}
