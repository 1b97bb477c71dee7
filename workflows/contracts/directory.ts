/**
 * What a directory holds, in the plain form that travels between providers, planner and API.
 *
 * Attribute names are the store's own ("native") names, as `discover()` lists them; there is one
 * name space per store. What a concept such as "the members of a group" is called there stands in
 * the store's {@link Vocabulary}. Values are strings: integers in decimal, booleans as
 * `true`/`false`, instants as ISO 8601 UTC, bytes as base64. Values of reference attributes
 * (members, owner, manager) are immutable object ids, never DNs.
 */
export const objectKinds = ['user', 'group', 'contact', 'computer', 'container'] as const;
export type ObjectKind = (typeof objectKinds)[number];

export type Attributes = Readonly<Record<string, readonly string[]>>;

export interface ObjectRef {
  readonly kind: ObjectKind;
  /** Immutable id: `objectGUID` in canonical lower-case form, Graph id, Google id, UUID. */
  readonly id: string;
}

export interface DirectoryObject extends ObjectRef {
  /** The name unique in its container (AD: `cn`). */
  readonly name: string;
  /** The display name, or the name where there is none. */
  readonly displayName: string;
  /** Where it stands, for people (a DN where the directory has DNs). Never a key. */
  readonly path: string;
  /** Users: may sign in. Other kinds: true. */
  readonly enabled: boolean;
  /** Why ordinary means must not touch it (privileged or system objects, groups 19.1); absent when they may. */
  readonly protection?: string;
  /** It stands where the store's settings say that nothing is replicated or searchable (stores-and-links S9). */
  readonly excluded?: true;
  /** Requested attributes that have a value; an absent key means no value was sent. */
  readonly attributes: Attributes;
}

/** What people and rules call an attribute, whatever the store calls it. */
export const concepts = [
  'name',
  'accountName',
  'loginName',
  'displayName',
  'description',
  'mail',
  'member',
  'owner',
  'groupCategory',
  'groupScope',
  'firstName',
  'lastName',
  'title',
  'department',
  'company',
  'office',
  'city',
  'phone',
  'mobile',
  'manager',
  /** Users: `true` where the directory says that the account has a mailbox, `false` where it says that it has none. */
  'mailbox',
] as const;
export type Concept = (typeof concepts)[number];

/** The store's name for each concept it has. */
export type Vocabulary = Readonly<Partial<Record<Concept, string>>>;

export const groupCategories = ['security', 'distribution'] as const;
export type GroupCategory = (typeof groupCategories)[number];

export const groupScopes = ['global', 'domainLocal', 'universal'] as const;
export type GroupScope = (typeof groupScopes)[number];
