/** What the portal's concepts are called in Google Workspace. An account's name is its address without the domain. */
import type { Vocabulary } from '../../../workflows/contracts/directory.ts';

export const vocabulary = {
  name: 'name',
  accountName: 'accountName',
  loginName: 'email',
  displayName: 'displayName',
  description: 'description',
  mail: 'email',
  member: 'members',
  owner: 'owner',
  firstName: 'givenName',
  lastName: 'familyName',
  title: 'title',
  department: 'department',
  company: 'company',
  office: 'office',
  phone: 'phone',
  mobile: 'mobile',
  manager: 'manager',
  mailbox: 'isMailboxSetup',
} as const satisfies Vocabulary;
