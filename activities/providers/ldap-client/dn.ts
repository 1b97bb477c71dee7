/**
 * Distinguished names as structure (RFC 4514). ldapts' own DN class quotes values, which RFC 4514
 * no longer knows, and cannot parse; names here come from people and contain every character.
 */

export interface Rdn {
  readonly type: string;
  readonly value: string;
  /** The further parts of a name such as `cn=Anna+uid=anna`. */
  readonly and?: readonly Rdn[];
}

/** From the object up to the root. */
export type Dn = readonly Rdn[];

const special = new Set([',', '+', '"', '\\', '<', '>', ';', '=']);

/** RFC 4514 section 2.4. Everything that needs escaping is one UTF-16 unit, so units are enough. */
function escapeValue(value: string): string {
  let escaped = '';
  for (let index = 0; index < value.length; index += 1) {
    escaped += escapeUnit(value.charAt(index), index === 0, index === value.length - 1);
  }
  return escaped;
}

function escapeUnit(unit: string, isFirst: boolean, isLast: boolean): string {
  if (unit === '\0') return '\\00';
  if (unit === '\n') return '\\0A';
  if (unit === '\r') return '\\0D';
  if (special.has(unit)) return `\\${unit}`;
  if (unit === '#' && isFirst) return '\\#';
  return unit === ' ' && (isFirst || isLast) ? '\\ ' : unit;
}

export const formatRdn = ({ type, value, and = [] }: Rdn): string =>
  [`${type}=${escapeValue(value)}`, ...and.map(formatRdn)].join('+');

export const formatDn = (dn: Dn): string => dn.map(formatRdn).join(',');

/**
 * Parses a DN as directories write it.
 * @param options.multiValued takes names of several parts, which do not exist in Active Directory
 * @returns null when the text is no DN; `[]` for the empty DN
 */
export function parseDn(text: string, options: { readonly multiValued?: boolean } = {}): Dn | null {
  const rdns: Rdn[] = [];
  if (text.trim() === '') return rdns;
  for (const part of splitUnescaped(text, ',')) {
    const pieces = options.multiValued === true ? splitUnescaped(part, '+') : [part];
    const [first, ...and] = pieces.map(parseRdn).filter((rdn) => rdn !== null);
    if (first === undefined || and.length !== pieces.length - 1) return null;
    rdns.push(and.length === 0 ? first : { ...first, and });
  }
  return rdns;
}

/** Values in which nothing is escaped or would be: what `formatDn` makes of such a name is the name. */
const plainValue = String.raw`[^\s#,+"\\<>;=\0](?:[^,+"\\<>;=\0\n\r]*[^\s,+"\\<>;=\0])?`;
const plainRdn = `[A-Za-z][A-Za-z0-9-]*=${plainValue}`;
const plain = new RegExp(`^${plainRdn}(?:,${plainRdn})*$`);

/** The one spelling of a DN that Muster keeps; null when the text is no DN. Nearly all come in that spelling. */
export function normalDn(text: string, options: { readonly multiValued?: boolean } = {}): string | null {
  if (plain.test(text)) return text;
  const dn = parseDn(text, options);
  return dn === null ? null : formatDn(dn);
}

/** The part that names the object itself; undefined when the text is no DN, or the empty one. */
export function firstRdn(text: string, options: { readonly multiValued?: boolean } = {}): Rdn | undefined {
  const end = plain.test(text) ? text.indexOf(',') : -1;
  return parseDn(end === -1 ? text : text.slice(0, end), options)?.[0];
}

function splitUnescaped(text: string, separator: string): string[] {
  if (!text.includes('\\')) return text.split(separator);
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function parseRdn(part: string): Rdn | null {
  const equals = part.indexOf('=');
  if (equals < 1) return null;
  const type = part.slice(0, equals).trim();
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(type)) return null;
  const value = unescapeValue(part.slice(equals + 1));
  return value === null || value === '' ? null : { type, value };
}

const unescapedSpecial = /[,+"<>;]/;

/** Undoes escapes; pairs of hexadecimal digits are bytes of UTF-8. Null where a character stands unescaped that must not. */
function unescapeValue(raw: string): string | null {
  // As nearly all are; directories are read by the hundred thousand names.
  if (!raw.includes('\\')) {
    return unescapedSpecial.test(raw) ? null : raw.replace(/^ +/, '').replace(/ +$/, '').toWellFormed();
  }
  const bytes: Buffer[] = [];
  const text = raw.replace(/^ +/, '');
  let end = text.length;
  while (end > 0 && text[end - 1] === ' ' && !isEscaped(text, end - 1)) end -= 1;
  for (let index = 0; index < end; index += 1) {
    const character = text.charAt(index);
    if (character !== '\\') {
      if (special.has(character) && character !== '=') return null;
      const point = String.fromCodePoint(text.codePointAt(index) ?? 0);
      bytes.push(Buffer.from(point, 'utf8'));
      index += point.length - 1;
      continue;
    }
    const pair = text.slice(index + 1, index + 3);
    if (/^[0-9A-Fa-f]{2}$/.test(pair)) {
      bytes.push(Buffer.from(pair, 'hex'));
      index += 2;
    } else {
      if (index + 1 >= end) return null;
      bytes.push(Buffer.from(text.charAt(index + 1), 'utf8'));
      index += 1;
    }
  }
  return Buffer.concat(bytes).toString('utf8');
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  for (let index = at - 1; index >= 0 && text[index] === '\\'; index -= 1) backslashes += 1;
  return backslashes % 2 === 1;
}

const partKey = ({ type, value }: Rdn): string => `${type}=${value}`.toLowerCase();

/** The parts of a name have no order. */
const keyOf = (rdn: Rdn): string => JSON.stringify([rdn, ...(rdn.and ?? [])].map(partKey).sort());

const same = (a: Rdn, b: Rdn): boolean =>
  a.and === undefined && b.and === undefined ? partKey(a) === partKey(b) : keyOf(a) === keyOf(b);

/** Whether `dn` is `base` or lies below it. Case does not matter in a directory. */
export function isWithin(dn: Dn, base: Dn): boolean {
  const offset = dn.length - base.length;
  return offset >= 0 && base.every((rdn, index) => same(rdn, dn[offset + index] ?? { type: '', value: '' }));
}

export const equalDn = (a: Dn, b: Dn): boolean => a.length === b.length && isWithin(a, b);
