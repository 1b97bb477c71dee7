/** Where objects stand, by paths as directories write them. */
import { describe, expect, it } from 'vitest';
import { aroundDn, aroundSlashed, placeKey, placeKeyOf } from '../../activities/platform/place-key.ts';

const isBelow = (style: 'dn' | 'slashes', place: string, path: string, name: string): boolean =>
  placeKeyOf({ path, name }).startsWith(placeKey(style, place));

describe('the key of a place [users-and-search S1.2] [access-and-approvals Y4]', () => {
  it('begins the keys of everything below it, and of nothing else', () => {
    const sales = 'OU=Sales,DC=corp';
    for (const path of [
      'CN=a,OU=Sales,DC=corp',
      'cn=a,ou=x,ou=SALES,dc=Corp',
      String.raw`CN=a\,b,OU=Sales,DC=corp`,
    ])
      expect([path, isBelow('dn', sales, path, 'a')]).toEqual([path, true]);
    for (const path of [
      'OU=Sales,DC=corp',
      'CN=a,OU=Sales East,DC=corp',
      'CN=a,OU=East Sales,DC=corp',
      'CN=a,DC=corp',
      // Named `a,OU=Sales`, in the domain itself.
      String.raw`CN=a\,OU=Sales,DC=corp`,
      String.raw`CN=a\\\,OU=Sales,DC=corp`,
      'CN=a,OU=Sales,DC=corp,DC=other',
      'CN=a,OU=Sälés,DC=corp',
      'CN=a,OU=Sale%,DC=corp',
      'CN=a,OU=S_les,DC=corp',
      '/DC=corp/OU=Sales/a',
    ])
      expect([path, isBelow('dn', sales, path, 'a')]).toEqual([path, false]);
    // A name that ends in a backslash is whole before its comma.
    expect(isBelow('dn', sales, String.raw`CN=a\\,OU=Sales,DC=corp`, 'a\\')).toBe(true);
    expect(
      isBelow('dn', String.raw`OU=Sales\, East,DC=corp`, String.raw`CN=a,OU=Sales\, East,DC=corp`, 'a'),
    ).toBe(true);
    expect(isBelow('dn', 'OU=East,DC=corp', String.raw`CN=a,OU=Sales\, East,DC=corp`, 'a')).toBe(false);
    expect(isBelow('dn', 'OU=100%_,DC=corp', 'CN=a,OU=100%_,DC=corp', 'a')).toBe(true);
  });

  it('takes a slash in a name for a part of the name', () => {
    expect(isBelow('slashes', 'People', 'People/Berlin/anna', 'anna')).toBe(true);
    expect(isBelow('slashes', 'people/BERLIN', 'People/Berlin/anna', 'anna')).toBe(true);
    expect(isBelow('slashes', 'People/Berlin', 'People/Berlin/anna', 'Berlin/anna')).toBe(false);
    expect(isBelow('slashes', 'People/Berl', 'People/Berlin/anna', 'anna')).toBe(false);
    expect(isBelow('slashes', 'Pe%', 'People/Berlin/anna', 'anna')).toBe(false);
    expect(isBelow('slashes', 'People', 'Other/People/anna', 'anna')).toBe(false);
    // Google's units begin with a slash, and hold people by address.
    expect(isBelow('slashes', '/Sales', '/Sales/a@example.org', 'Anna')).toBe(true);
    expect(isBelow('slashes', '/', '/a@example.org', 'Anna')).toBe(true);
    expect(isBelow('slashes', '/Sales', 'sales/a@example.org', 'Team')).toBe(false);
  });

  it('leaves the place itself out, and names what is around it', () => {
    expect(isBelow('dn', 'OU=Sales,DC=corp', 'OU=Sales,DC=corp', 'Sales')).toBe(false);
    expect(isBelow('slashes', '/Sales', '/Sales', 'Sales')).toBe(false);
    expect(aroundDn(String.raw`CN=a\,b,OU=x,DC=corp`)).toBe('OU=x,DC=corp');
    expect(aroundSlashed('People/Berlin/a/b', 'a/b')).toBe('People/Berlin');
    expect(aroundSlashed('/Sales/a@example.org', 'Anna')).toBe('/Sales');
  });
});
