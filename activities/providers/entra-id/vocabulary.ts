/** What Entra ID calls things. Its objects have one name, the display name. */
import type { Vocabulary } from '../../../workflows/contracts/directory.ts';

/** Not a property of its own: security group or Microsoft 365 group, from `groupTypes` and two flags. */
export const groupCategory = 'groupCategory';

/** Not a property of its own, either: from the plans of the licences a user has. */
export const hasMailbox = 'hasMailbox';

export const vocabulary = {
  name: 'displayName',
  accountName: 'mailNickname',
  loginName: 'userPrincipalName',
  description: 'description',
  mail: 'mail',
  member: 'members',
  owner: 'owners',
  groupCategory,
  firstName: 'givenName',
  lastName: 'surname',
  title: 'jobTitle',
  department: 'department',
  company: 'companyName',
  office: 'officeLocation',
  city: 'city',
  phone: 'businessPhones',
  mobile: 'mobilePhone',
  manager: 'manager',
  mailbox: hasMailbox,
} as const satisfies Vocabulary;
