/** Binary identifiers of Active Directory and their text forms. */

/**
 * `objectGUID` bytes to canonical lower-case text. The first three fields are little-endian
 * (MS-DTYP 2.3.4.2).
 */
export function guidFromBytes(bytes: Buffer): string {
  if (bytes.length !== 16) throw new RangeError(`An objectGUID has 16 bytes, not ${bytes.length}.`);
  const hex = (from: number, to: number, reverse: boolean): string => {
    const part = Buffer.from(bytes.subarray(from, to));
    return (reverse ? part.reverse() : part).toString('hex');
  };
  return [hex(0, 4, true), hex(4, 6, true), hex(6, 8, true), hex(8, 10, false), hex(10, 16, false)].join('-');
}

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isGuid = (text: string): boolean => canonical.test(text);

/** @throws RangeError when the text is not canonical */
export function guidToBytes(guid: string): Buffer {
  if (!isGuid(guid)) throw new RangeError('Not a GUID in canonical lower-case form.');
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

/**
 * A DN that names an object by its id, whatever its name or place is now (MS-ADTS 3.1.1.3.1.2.4).
 * Domain controllers take it as search base, as target of a change and as value of a reference, so
 * that no rename between reading and writing can hit another object.
 */
export function guidDn(guid: string): string {
  if (!isGuid(guid)) throw new RangeError('Not a GUID in canonical lower-case form.');
  return `<GUID=${guid}>`;
}

/** `objectSid` bytes to `S-1-5-21-...` (MS-DTYP 2.4.2.1 and 2.4.2.2). */
export function sidFromBytes(bytes: Buffer): string {
  const count = bytes[1] ?? 0;
  if (bytes.length !== 8 + count * 4) throw new RangeError('Not a SID.');
  const parts: (number | string)[] = ['S', bytes.readUInt8(0), bytes.readUIntBE(2, 6)];
  for (let index = 0; index < count; index += 1) parts.push(bytes.readUInt32LE(8 + index * 4));
  return parts.join('-');
}

/** The last part of a SID: what `primaryGroupID` holds. */
export const relativeId = (sid: string): string => sid.slice(sid.lastIndexOf('-') + 1);
