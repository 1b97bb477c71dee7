/** What Exchange notes of each recipient in its account: one number for each type. [users-and-search U1.3] */
import { EqualityFilter, type Filter as LdapFilter } from 'ldapts';
import type { Entry } from '../ldap-client/entry.ts';
import { anyOf } from '../ldap-client/filter.ts';
import { kindOf } from './kinds.ts';

export const recipientType = 'msExchRecipientTypeDetails';

/** Of people and resources; what Exchange made for itself is left out, and so is who only forwards (128, mail user). */
const mailboxes = [
  '1', // UserMailbox
  '2', // LinkedMailbox
  '4', // SharedMailbox
  '8', // LegacyMailbox
  '16', // RoomMailbox
  '32', // EquipmentMailbox
  '2147483648', // RemoteUserMailbox, in Exchange Online
  '8589934592', // RemoteRoomMailbox
  '17179869184', // RemoteEquipmentMailbox
  '34359738368', // RemoteSharedMailbox
];

/** Null for what is no user. */
export const hasMailboxOf = (entry: Entry): boolean | null =>
  kindOf(entry) === 'user' ? mailboxes.includes(entry.text(recipientType) ?? '') : null;

export const mailboxFilter = (): LdapFilter =>
  anyOf(mailboxes.map((value) => new EqualityFilter({ attribute: recipientType, value })));
