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
  /** How long that message is, as far as its beginning tells; 0 otherwise. */
  readonly restSize: number;
}

/** What comes in parts: put together when a message is whole, and not before. A list of members has megabytes. */
export class MessageStream {
  #parts: Buffer[] = [];
  #bytes = 0;
  #wanted = 0;

  /** @returns the messages that are complete now @throws RangeError as {@link splitMessages} */
  take(data: Buffer): readonly Buffer[] {
    this.#parts.push(data);
    this.#bytes += data.length;
    if (this.#bytes < this.#wanted) return [];
    const { messages, rest, restSize } = splitMessages(
      this.#parts.length === 1 ? data : Buffer.concat(this.#parts),
    );
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#bytes = rest.length;
    this.#wanted = restSize;
    return messages;
  }

  clear(): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#wanted = 0;
  }
}

/** @throws RangeError when the bytes are no LDAP messages or one is too large */
export function splitMessages(bytes: Buffer): Frames {
  const messages: Buffer[] = [];
  let offset = 0;
  let size = messageSize(bytes, offset);
  while (size !== null && offset + size <= bytes.length) {
    messages.push(bytes.subarray(offset, offset + size));
    offset += size;
    size = messageSize(bytes, offset);
  }
  return { messages, rest: bytes.subarray(offset), restSize: size ?? 0 };
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
