import type { Dn } from '../ldap-client/dn.ts';
import { certificateProblems, containerProblems, type SettingsProblem } from '../ldap-client/settings.ts';
import type { ProviderManifest } from '../manifest.ts';
import { Directory } from './directory.ts';
import { parse } from './names.ts';
import { type LdapProvider, ldapProvider } from './provider.ts';
import { ldapSettings, type LdapSettings } from './settings.ts';

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
    unlock: true,
    setPassword: true,
    changePassword: true,
  },
  validate(settings) {
    return [...validateNames(settings), ...certificateProblems(settings)];
  },
  connect(settings, context) {
    return ldapProvider(new Directory(settings, context.secrets.password ?? '', context.log));
  },
};

function validateNames(settings: LdapSettings): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const bases: Dn[] = [];
  for (const text of settings.baseDns) {
    const dn = parse(text);
    if (dn !== null && dn.length > 0) bases.push(dn);
    else problems.push({ field: 'baseDns', message: `${text} is no distinguished name.` });
  }
  for (const field of ['serviceAccount', 'emptyGroupMember'] as const) {
    const text = settings[field];
    if (text === undefined || text === '' || parse(text) !== null) continue;
    problems.push({ field, message: `${text} is no distinguished name.` });
  }
  return [...problems, ...containerProblems(settings, bases, parse)];
}
