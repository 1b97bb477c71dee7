/** What Active Directory calls things. */
import type { ObjectKind, Vocabulary } from '../../../workflows/contracts/directory.ts';

/** The two fields people know that live in one attribute, `groupType`. */
export const virtualAttributes = { category: 'groupCategory', scope: 'groupScope' } as const;

/** Made from `msExchRecipientTypeDetails`, which a forest has once Exchange extended its schema; elsewhere nobody knows. */
export const hasMailbox = 'hasMailbox';

export const vocabulary = {
  name: 'cn',
  accountName: 'sAMAccountName',
  loginName: 'userPrincipalName',
  displayName: 'displayName',
  description: 'description',
  mail: 'mail',
  member: 'member',
  owner: 'managedBy',
  groupCategory: virtualAttributes.category,
  groupScope: virtualAttributes.scope,
  firstName: 'givenName',
  lastName: 'sn',
  title: 'title',
  department: 'department',
  company: 'company',
  office: 'physicalDeliveryOfficeName',
  city: 'l',
  phone: 'telephoneNumber',
  mobile: 'mobile',
  manager: 'manager',
  mailbox: hasMailbox,
} as const satisfies Vocabulary;

const person = [
  'displayName',
  'description',
  'mail',
  'givenName',
  'sn',
  'title',
  'department',
  'company',
  'physicalDeliveryOfficeName',
  'l',
  'telephoneNumber',
  'mobile',
  'manager',
];

/** What is read of an object when nothing else is asked for. Never members: they have no bound. */
export const defaultAttributes: Readonly<Record<ObjectKind, readonly string[]>> = {
  user: ['cn', 'sAMAccountName', 'userPrincipalName', hasMailbox, ...person],
  group: [
    'cn',
    'sAMAccountName',
    'displayName',
    'description',
    'mail',
    'managedBy',
    virtualAttributes.category,
    virtualAttributes.scope,
  ],
  contact: ['cn', ...person],
  computer: ['cn', 'sAMAccountName', 'displayName', 'description', 'managedBy'],
  container: ['description', 'managedBy'],
};
