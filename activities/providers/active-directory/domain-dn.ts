import type { Dn } from '../ldap-client/dn.ts';

/** The DN of a domain: `corp.example.test` is `DC=corp,DC=example,DC=test`. */
export const domainDn = (domain: string): Dn => domain.split('.').map((value) => ({ type: 'DC', value }));
