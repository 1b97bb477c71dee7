/**
 * Cuts a byte stream into whole LDAP messages. Done here and not by the codec, so that a hostile
 * server cannot make us buffer without end.
 */

/** Larger than any page entry Active Directory sends; a photo has 100 KB, 1,500 DNs have 400 KB. */
const maxMessageBytes = 16 * 1024 * 1024;

export interface Frames {
  readonly messages: readonly Buffer[];
  /** The beginning of a message whose end has not come yet. */
  readonly rest: Buffer;
}

/** @throws RangeError when the bytes are no LDAP messages or one is too large */
export function splitMessages(bytes: Buffer): Frames {
  const messages: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const size = messageSize(bytes, offset);
    if (size === null || offset + size > bytes.length) break;
    messages.push(bytes.subarray(offset, offset + size));
    offset += size;
  }
  return { messages, rest: bytes.subarray(offset) };
}

/** Header and content of the BER sequence at `offset`; null while the header is incomplete. */
function messageSize(bytes: Buffer, offset: number): number | null {
  if (bytes.length - offset < 2) return null;
  if (bytes[offset] !== 0x30) throw new RangeError('The server does not speak LDAP.');
  const first = bytes.readUInt8(offset + 1);
  if (first < 0x80) return 2 + first;
  const width = first & 0x7f;
  if (width === 0 || width > 4) throw new RangeError('The server sent a message of impossible length.');
  if (bytes.length - offset < 2 + width) return null;
  const length = bytes.readUIntBE(offset + 2, width);
  if (length > maxMessageBytes) throw new RangeError(`The server sent a message of ${length} bytes.`);
  return 2 + width + length;
}
