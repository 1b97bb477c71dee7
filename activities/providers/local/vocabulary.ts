/** The local directory speaks Muster's own words: each concept is called what it is called. */
import type { Vocabulary } from '../../../workflows/contracts/directory.ts';

export const vocabulary = {
  name: 'name',
  accountName: 'accountName',
  loginName: 'loginName',
  displayName: 'displayName',
  description: 'description',
  mail: 'mail',
  member: 'member',
  owner: 'owner',
  groupCategory: 'groupCategory',
  groupScope: 'groupScope',
  firstName: 'firstName',
  lastName: 'lastName',
  title: 'title',
  department: 'department',
  company: 'company',
  office: 'office',
  city: 'city',
  phone: 'phone',
  mobile: 'mobile',
  manager: 'manager',
} as const satisfies Vocabulary;
