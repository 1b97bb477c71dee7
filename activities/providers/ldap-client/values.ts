/** Values as every LDAP server takes them. */
import type { AttributeInfo } from '../contract.ts';
import { ProviderError } from '../contract.ts';

/** What differs between directories; null where the text is none of that type. */
interface Special {
  time(value: string): string | null;
  /** The DN of the object with this id. */
  reference(id: string): string | null;
}

/**
 * One value as the directory takes it.
 * @throws `value.invalid` naming the attribute
 */
export function encodeValue(info: AttributeInfo, value: string, special: Special): Buffer {
  const wrong = (why: string): ProviderError =>
    new ProviderError('value.invalid', `The value of ${info.name} ${why}.`, { attributes: [info.name] });
  const bytes = (text: string | null, why: string): Buffer => {
    if (text === null) throw wrong(why);
    return Buffer.from(text, 'utf8');
  };
  if (value.includes('\0')) throw wrong('holds a NUL character, which a directory cannot keep');
  if (value === '') throw wrong('is empty');
  switch (info.type) {
    case 'binary':
      return Buffer.from(value, 'base64');
    case 'boolean':
      return bytes(/^(true|false)$/.test(value) ? value.toUpperCase() : null, 'is neither true nor false');
    case 'integer':
      return bytes(/^-?\d{1,19}$/.test(value) ? value : null, 'is not a whole number');
    case 'time':
      return bytes(special.time(value), 'is not a time in ISO 8601');
    case 'reference':
      return bytes(special.reference(value), 'is not the id of an object');
    case 'text':
      return bytes(value, '');
  }
}

/** `20261121054721`: an ISO 8601 instant as GeneralizedTime without its end; null for what is no instant. */
export function generalizedTime(value: string): string | null {
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? null : time.toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

/** The instant behind a GeneralizedTime of the given form; what has another form stays as it is. */
export function instantOf(text: string, form: RegExp): string {
  const found = form.exec(text);
  if (found === null) return text;
  const [year, month, day, hour, minute, second] = found.slice(1).map(String);
  return `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}.000Z`;
}
