/**
 * What lists of directory objects can be filtered and sorted by. Fields bear the names of concepts,
 * the same in every kind of store; where a store has no such attribute, it has no such field.
 */
import { securityTypes } from '../../workflows/contracts/actions.ts';
import {
  type Concept,
  groupCategories,
  groupScopes,
  type ObjectKind,
  objectKinds,
  type Vocabulary,
} from '../../workflows/contracts/directory.ts';
import { comparisons, type ComparisonTest } from '../../workflows/contracts/filter.ts';

/** `objects` is the search: whatever kind it finds. */
export const directoryLists = ['groups', 'users', 'members', 'objects'] as const;
export type DirectoryList = (typeof directoryLists)[number];

/** Where a field's value stands. */
type FieldSource =
  /** A folded value of the index, by the attribute's own name in the store. */
  | { readonly from: 'attribute'; readonly attribute: string }
  /** A column of the index. */
  | { readonly from: 'column'; readonly column: 'displayName' | 'enabled' | 'kind' }
  /** What Muster itself keeps for a group. */
  | { readonly from: 'setting'; readonly setting: 'securityType' }
  /** Whose group it is: the owner in the directory, and those beyond. */
  | { readonly from: 'owner'; readonly attribute: string | undefined }
  /** Groups by the object they hold, at any depth when nested. */
  | { readonly from: 'member'; readonly nested: boolean };

export interface DirectoryField {
  readonly name: string;
  /** English; the pages have their own words for the same name. */
  readonly label: string;
  readonly type: 'text' | 'choice' | 'reference';
  readonly operators: readonly (ComparisonTest | 'present')[];
  /** The values a choice takes. */
  readonly choices: readonly string[];
  /** What kind of object a reference names. */
  readonly references: ObjectKind | null;
  readonly sortable: boolean;
  readonly source: FieldSource;
}

const textOperators = [...comparisons, 'present'] as const;

const text = (name: string, label: string, source: FieldSource): DirectoryField => ({
  name,
  label,
  type: 'text',
  operators: textOperators,
  choices: [],
  references: null,
  sortable: true,
  source,
});

const choice = (
  name: string,
  label: string,
  choices: readonly string[],
  source: FieldSource,
): DirectoryField => ({
  name,
  label,
  type: 'choice',
  operators: ['equals'],
  choices,
  references: null,
  sortable: true,
  source,
});

const reference = (
  name: string,
  label: string,
  references: ObjectKind,
  source: FieldSource,
): DirectoryField => ({
  name,
  label,
  type: 'reference',
  operators: ['equals', 'present'],
  choices: [],
  references,
  sortable: false,
  source,
});

const displayName = text('displayName', 'Display name', { from: 'column', column: 'displayName' });
const name = text('name', 'Name', { from: 'attribute', attribute: '$name' });
const path = text('path', 'Container', { from: 'attribute', attribute: '$path' });
const mailbox = (source: FieldSource): DirectoryField =>
  choice('mailbox', 'Has a mailbox', ['true', 'false'], source);
const enabled = choice('enabled', 'May sign in', ['true', 'false'], { from: 'column', column: 'enabled' });

/** An attribute of the directory that is no concept: known by its own name, and in no order. */
export const ownField = (attribute: string): DirectoryField => ({
  ...text(attribute, attribute, { from: 'attribute', attribute }),
  sortable: false,
});

/** Fields in the order people are offered them. */
export function fieldsOf(list: DirectoryList, words: Vocabulary): ReadonlyMap<string, DirectoryField> {
  const own = (concept: Concept, make: (source: FieldSource) => DirectoryField): DirectoryField[] => {
    const attribute = words[concept];
    return attribute === undefined ? [] : [make({ from: 'attribute', attribute })];
  };
  const ownText = (concept: Concept, label: string) => own(concept, (source) => text(concept, label, source));
  const fields: Readonly<Record<DirectoryList, () => readonly DirectoryField[]>> = {
    groups: () => [
      displayName,
      name,
      ...ownText('accountName', 'Account name'),
      ...ownText('description', 'Description'),
      ...ownText('mail', 'Mail'),
      choice('securityType', 'Who may join', securityTypes, { from: 'setting', setting: 'securityType' }),
      ...own('groupCategory', (source) => choice('groupCategory', 'Category', groupCategories, source)),
      ...own('groupScope', (source) => choice('groupScope', 'Scope', groupScopes, source)),
      reference('owner', 'Owner', 'user', { from: 'owner', attribute: words.owner }),
      reference('member', 'Direct member', 'user', { from: 'member', nested: false }),
      reference('effectiveMember', 'Member at any depth', 'user', { from: 'member', nested: true }),
      path,
    ],
    users: () => [
      displayName,
      name,
      ...ownText('firstName', 'First name'),
      ...ownText('lastName', 'Last name'),
      ...ownText('loginName', 'Login name'),
      ...ownText('accountName', 'Account name'),
      ...ownText('mail', 'Mail'),
      ...ownText('title', 'Title'),
      ...ownText('department', 'Department'),
      ...ownText('company', 'Company'),
      ...ownText('office', 'Office'),
      ...ownText('city', 'City'),
      ...ownText('phone', 'Phone'),
      ...ownText('mobile', 'Mobile'),
      ...own('manager', (source) => reference('manager', 'Manager', 'user', source)),
      ...own('mailbox', mailbox),
      enabled,
      path,
    ],
    members: () => [
      displayName,
      name,
      choice('kind', 'Kind', objectKinds, { from: 'column', column: 'kind' }),
      ...ownText('mail', 'Mail'),
      ...ownText('title', 'Title'),
      ...ownText('department', 'Department'),
      enabled,
      path,
    ],
    objects: () => [
      displayName,
      name,
      choice('kind', 'Kind', objectKinds, { from: 'column', column: 'kind' }),
      ...ownText('firstName', 'First name'),
      ...ownText('lastName', 'Last name'),
      ...ownText('loginName', 'Login name'),
      ...ownText('accountName', 'Account name'),
      ...ownText('mail', 'Mail'),
      ...ownText('description', 'Description'),
      ...ownText('title', 'Title'),
      ...ownText('department', 'Department'),
      ...ownText('company', 'Company'),
      ...ownText('office', 'Office'),
      ...ownText('city', 'City'),
      ...ownText('phone', 'Phone'),
      ...ownText('mobile', 'Mobile'),
      ...own('manager', (source) => reference('manager', 'Manager', 'user', source)),
      ...own('mailbox', mailbox),
      reference('owner', 'Owner', 'user', { from: 'owner', attribute: words.owner }),
      reference('member', 'Direct member', 'user', { from: 'member', nested: false }),
      reference('effectiveMember', 'Member at any depth', 'user', { from: 'member', nested: true }),
      choice('securityType', 'Who may join', securityTypes, { from: 'setting', setting: 'securityType' }),
      enabled,
      path,
    ],
  };
  return new Map(fields[list]().map((field) => [field.name, field]));
}
