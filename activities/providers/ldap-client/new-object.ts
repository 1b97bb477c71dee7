/** What holds for new objects in every directory that speaks LDAP. */
import type { NewObject } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { type Dn, formatDn } from './dn.ts';

const nameError = (attribute: string, why: string): ProviderError =>
  new ProviderError('value.invalid', `The name ${why}.`, { attributes: [attribute] });

/**
 * @param limit in UTF-16 units
 * @throws `value.invalid` for a name that a directory cannot keep
 */
export function requireName(name: string, attribute: string, limit: number): void {
  if (name.trim() === '') throw nameError(attribute, 'is empty');
  if (name.includes('\0')) throw nameError(attribute, 'holds a NUL character, which a directory cannot keep');
  if (name.length > limit) throw nameError(attribute, `is longer than ${limit} characters`);
}

/** The one name of a new object, checked. */
export function nameOfNew(object: NewObject, attribute: string, limit: number): string {
  const [name = '', ...more] = object.attributes[attribute] ?? [];
  requireName(name, attribute, limit);
  if (more.length > 0) throw nameError(attribute, 'has more than one value');
  return name;
}

/** There is no moment at which somebody could sign in with no password, or with one nobody chose. */
export function requireDisabled(object: NewObject): void {
  if (object.enabled !== true) return;
  throw new ProviderError(
    'operation.unsupported',
    'A user is created disabled. Set a password, then enable the account.',
  );
}

/** `object.exists` for a name that is taken in its container. [groups 1.10] */
export const nameTaken = (place: Dn, attribute: string, objectId: string | null): ProviderError =>
  new ProviderError(
    'object.exists',
    `${place[0]?.value ?? ''} already exists in ${formatDn(place.slice(1))}.`,
    { attributes: [attribute], ...(objectId === null ? {} : { objectId }) },
  );
