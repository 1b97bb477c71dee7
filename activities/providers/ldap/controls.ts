/** Controls and requests that ldapts does not know. */
import { Ber, type BerReader, BerWriter, Control, type Filter } from 'ldapts';

/** RFC 4528: the change is refused with result 122 unless the filter matches the object at that moment. */
export class AssertionControl extends Control {
  readonly #filter: Filter;

  constructor(filter: Filter) {
    super('1.3.6.1.1.12', { critical: true });
    this.#filter = filter;
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    this.#filter.write(value);
    writer.writeBuffer(value.buffer, Ber.OctetString);
  }
}

/**
 * Asks with a search of one account whether its person could sign in (the account usability control of
 * Sun's directory server, which OpenLDAP and 389 Directory Server answer too; slapo-ppolicy(5)). A lock-out
 * ends by time without a trace in the account's attributes, so that those do not tell.
 */
export class AccountUsabilityControl extends Control {
  static readonly type = '1.3.6.1.4.1.42.2.27.9.5.8';
  /** False also where the server says nothing. */
  isLocked = false;

  constructor() {
    super(AccountUsabilityControl.type);
  }

  protected override parseControl(reader: BerReader): void {
    // [0]: usable. [1]: not, with [0] inactive, [1] reset, [2] expired, [3] grace, [4] seconds to the unlock.
    if (reader.peek() !== 0xa1) return;
    reader.readSequence(0xa1);
    const said = new Map<number, number>();
    for (let tag = reader.peek(); tag !== null; tag = reader.peek()) {
      const value = reader.readTag(tag);
      if (value === null) return;
      said.set(tag, value);
    }
    this.isLocked = (said.get(0x80) ?? 0) !== 0 || (said.get(0x84) ?? 0) !== 0;
  }
}

/** RFC 3062: a PasswdModifyRequestValue. */
export function passwordModifyValue(dn: string, newPassword: string, oldPassword?: string): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeString(dn, 0x80);
  if (oldPassword !== undefined) writer.writeString(oldPassword, 0x81);
  writer.writeString(newPassword, 0x82);
  writer.endSequence();
  return writer.buffer;
}
