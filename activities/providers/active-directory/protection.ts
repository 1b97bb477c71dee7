/** Which objects ordinary means must not touch. [groups 19.1, 19.2] */
import { parseDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';

/** Attributes to read for the decision. */
export const protectionAttributes = ['adminCount', 'isCriticalSystemObject'];

/** The reason, for people, or null. `adminCount` never clears itself, so the reason names it. */
export function protectionOf(entry: Entry, path: string): string | null {
  if (entry.integer('adminCount') === 1) {
    return 'Active Directory guards it as privileged (its adminCount is 1). An administrator changes it in Active Directory itself.';
  }
  if (entry.text('isCriticalSystemObject') === 'TRUE') {
    return 'it belongs to Active Directory itself (isCriticalSystemObject). An administrator changes it in Active Directory itself.';
  }
  const builtin = (parseDn(path) ?? []).some(
    ({ type, value }) => type.toUpperCase() === 'CN' && value.toLowerCase() === 'builtin',
  );
  return builtin
    ? 'it is a built-in group of the domain. An administrator changes it in Active Directory itself.'
    : null;
}
