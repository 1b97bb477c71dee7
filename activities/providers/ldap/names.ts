/** Distinguished names as LDAP directories in general have them: of several parts where people chose so. */
import { type Dn, firstRdn, normalDn, parseDn, type Rdn } from '../ldap-client/dn.ts';

const form = { multiValued: true };

export const parse = (text: string): Dn | null => parseDn(text, form);
export const parseFirst = (text: string): Rdn | undefined => firstRdn(text, form);
/** Null when the text is no DN. */
export const normalPathOf = (text: string): string | null => normalDn(text, form);

/** One spelling of a DN, whichever escapes the server chose. */
export const normalPath = (text: string): string => normalPathOf(text) ?? text;

/** The value a name gives to an attribute; null where the attribute is no part of the name. */
export function namedBy(rdn: Rdn | undefined, attribute: string): string | null {
  if (rdn === undefined) return null;
  const parts = [rdn, ...(rdn.and ?? [])];
  return parts.find(({ type }) => type.toLowerCase() === attribute.toLowerCase())?.value ?? null;
}

/** The same name with another value for one of its attributes. */
export function renamed(rdn: Rdn, attribute: string, value: string): Rdn {
  const replaced = (part: Rdn): Rdn =>
    part.type.toLowerCase() === attribute.toLowerCase() ? { ...part, value } : part;
  const { and, ...first } = rdn;
  return and === undefined ? replaced(first) : { ...replaced(first), and: and.map(replaced) };
}
