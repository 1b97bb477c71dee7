/**
 * Where an object stands, written from the top down, so that what stands in a place, at any depth, is what begins
 * with its key: an index finds it, and nothing else does. Compared as directories compare names: by case folded,
 * accents kept.
 *
 * Keys of paths with slashes begin with `/`, those of DNs with a comma, and both end with it: no name that goes on
 * (`Sales` and `Sales East`), no escaped comma in a name, and no directory of the other kind is taken for the place.
 */
import { foldCase } from './fold.ts';

/** How a store writes its paths: from the top with slashes, or as DNs. */
export type PathStyle = 'slashes' | 'dn';

/** Of a place: everything in it has a key that begins so. */
export const placeKey = (style: PathStyle, path: string): string =>
  style === 'dn'
    ? dnKey(path)
    : path === '' || path === '/'
      ? '/'
      : `${path.startsWith('/') ? '' : '/'}${foldCase(path)}/`;

/** Of an object: the key of the place it stands in. */
export function placeKeyOf({ path, name }: { readonly path: string; readonly name: string }): string {
  const style = path.startsWith('/') || path.endsWith(`/${name}`) ? 'slashes' : 'dn';
  return placeKey(style, style === 'dn' ? aroundDn(path) : aroundSlashed(path, name));
}

/** A path without its name, which may hold slashes itself. @returns empty at the top */
export const aroundSlashed = (path: string, name: string): string =>
  path.slice(
    0,
    !path.startsWith('/') && path.endsWith(`/${name}`) ? -(name.length + 1) : path.lastIndexOf('/'),
  );

/** A DN without its first part; a comma behind a backslash is part of a name. */
export const aroundDn = (dn: string): string => partsOf(dn).slice(1).join(',');

const partsOf = (dn: string): string[] => dn.match(/(?:\\.|[^\\,]|\\$)+/gsu) ?? [];

const dnKey = (dn: string): string =>
  partsOf(dn)
    .map((part) => `${foldCase(part)},`)
    .reverse()
    .reduce((key, part) => key + part, ',');
