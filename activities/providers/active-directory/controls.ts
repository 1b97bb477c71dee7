/** Controls of Active Directory that ldapts does not know. */
import { Ber, BerWriter, Control } from 'ldapts';

/**
 * LDAP_SERVER_EXTENDED_DN_OID (MS-ADTS 3.1.1.3.4.1.5): DNs come as `<GUID=...>;<SID=...>;CN=...`
 * with readable identifiers, so that one read gives the immutable id of everything it refers to.
 */
export class ExtendedDnControl extends Control {
  constructor() {
    super('1.2.840.113556.1.4.529', { critical: true });
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(1);
    value.endSequence();
    writer.writeBuffer(value.buffer, Ber.OctetString);
  }
}

/** LDAP_SERVER_DOMAIN_SCOPE_OID (MS-ADTS 3.1.1.3.4.1.4): no referrals to other partitions. */
export const domainScope = (): Control => new Control('1.2.840.113556.1.4.1339', { critical: false });

/** LDAP_SERVER_SHOW_DELETED_OID (MS-ADTS 3.1.1.3.4.1.14): what was deleted is found, and may be restored. */
export const showDeleted = (): Control => new Control('1.2.840.113556.1.4.417', { critical: true });

export interface ExtendedDn {
  readonly id: string | null;
  readonly dn: string;
}

/** Takes `<GUID=...>;<SID=...>;CN=...` apart; a plain DN passes without an id. */
export function parseExtendedDn(text: string): ExtendedDn {
  const found = /^(?:<GUID=([0-9A-Fa-f-]{36})>;)?(?:<SID=[^>]*>;)?([\s\S]*)$/.exec(text);
  return { id: found?.[1]?.toLowerCase() ?? null, dn: found?.[2] ?? text };
}
