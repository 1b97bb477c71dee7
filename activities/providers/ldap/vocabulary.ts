/** What generic LDAP directories call things (RFC 4519, RFC 2798). */
import type { ObjectKind, Vocabulary } from '../../../workflows/contracts/directory.ts';

/**
 * `member` stands for the members of every group, whichever attribute its class keeps them in
 * (`member`, `uniqueMember`, `memberUid`). Groups have no account name beside their `cn`.
 */
export const vocabulary = {
  name: 'cn',
  loginName: 'uid',
  displayName: 'displayName',
  description: 'description',
  mail: 'mail',
  member: 'member',
  owner: 'owner',
  firstName: 'givenName',
  lastName: 'sn',
  title: 'title',
  department: 'departmentNumber',
  company: 'o',
  office: 'physicalDeliveryOfficeName',
  city: 'l',
  phone: 'telephoneNumber',
  mobile: 'mobile',
  manager: 'manager',
} as const satisfies Vocabulary;

const person = [
  'displayName',
  'description',
  'mail',
  'givenName',
  'sn',
  'title',
  'departmentNumber',
  'o',
  'physicalDeliveryOfficeName',
  'l',
  'telephoneNumber',
  'mobile',
  'manager',
];

/** What is read of an object when nothing else is asked for. Never members: they have no bound. */
export const defaultAttributes: Readonly<Record<ObjectKind, readonly string[]>> = {
  user: ['cn', 'uid', ...person],
  group: ['cn', 'displayName', 'description', 'mail', 'owner'],
  contact: ['cn', ...person],
  computer: ['cn', 'description', 'owner'],
  container: ['description'],
};
