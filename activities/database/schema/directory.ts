/** What Muster keeps of and for directory objects: the search index and its own group data. */
import { boolean, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { SecurityType } from '../../../workflows/contracts/actions.ts';
import type { Attributes, ObjectKind } from '../../../workflows/contracts/directory.ts';
import { bits, createdAt, instant, plainText, tsvector, updatedAt } from './columns.ts';
import { identityStores } from './stores.ts';

/** The index: a copy for reading, never the truth. */
export const directoryObjects = pgTable(
  'directory_objects',
  {
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    objectId: text().notNull(),
    kind: text().$type<ObjectKind>().notNull(),
    name: text().notNull(),
    displayName: text().notNull(),
    path: text().notNull(),
    /** Where it stands, so that all below a place begin alike (see `placeKeyOf`). Null for a row of an older version. */
    place: plainText(),
    enabled: boolean().notNull(),
    /** Why ordinary means must not touch it; null where they may. */
    protection: text(),
    attributes: jsonb().$type<Attributes>().notNull(),
    /**
     * Every value folded, under its attribute's name, beside `$name` and `$path`: what filters compare.
     * Null for a row of an older version, until it is written again; so are its words.
     */
    folded: jsonb().$type<Attributes>(),
    /** The words it is found by as one types, each behind its attribute's name. */
    words: tsvector(),
    /** Every folded value as one text, the names first, in which pieces of values are found by trigram. */
    searchText: text().notNull(),
    /** Folded display name: the sort key of lists. */
    sortKey: text().notNull(),
    /** Marks of the two letters each of its words begins with (see `marks.ts`). Null for a row of an older version. */
    wordMarks: bits(),
    /** Marks of its folded values. */
    valueMarks: bits(),
    /** Nothing in the row is older, but for what equals a later read. */
    seenAt: updatedAt(),
    /** Of a group: when Muster wrote its members last. What was read before may lack that. */
    membersAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.objectId] }),
    // The marks stand at the end of what is walked in order.
    index('directory_objects_list').on(t.storeId, t.kind, t.sortKey, t.objectId, t.wordMarks, t.valueMarks),
    /** Searches and members of large groups in order, whatever kind they are. */
    index('directory_objects_order').on(t.storeId, t.sortKey, t.objectId, t.kind, t.wordMarks, t.valueMarks),
    /** Whose groups these are: `attributes @> {"managedBy": [id]}`. */
    index('directory_objects_owned')
      .using('gin', sql`${t.attributes} jsonb_path_ops`)
      .where(sql`kind = 'group'`),
    /** What stands at a path: groups of LDAP directories list their members so. */
    index('directory_objects_path').using('hash', t.path),
    /** Rows of an older version, for `muster migrate` to complete; empty from then on. */
    index('directory_objects_incomplete')
      .on(t.storeId, t.objectId)
      .where(sql`words is null or place is null or word_marks is null`),
    /** What stands below a place, at any depth, and in each place in order: policies, roles and searches are bound to containers. */
    index('directory_objects_place').on(
      t.storeId,
      t.kind,
      t.place,
      t.sortKey,
      t.objectId,
      t.wordMarks,
      t.valueMarks,
    ),
    index('directory_objects_words').using('gin', t.words),
    /** Finds whole values: `folded @> {"mail": [value]}`. */
    index('directory_objects_values').using('gin', sql`${t.folded} jsonb_path_ops`),
    /** Narrows a search or filter down before its values are looked at one by one. */
    index('directory_objects_search').using('gin', sql`${t.searchText} gin_trgm_ops`),
  ],
);

export const directoryMembers = pgTable(
  'directory_members',
  {
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    groupId: text().notNull(),
    memberId: text().notNull(),
    readOnly: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.groupId, t.memberId] }),
    index('directory_members_member').on(t.storeId, t.memberId),
  ],
);

/** Muster's own data of a group, keyed by immutable id; renames lose nothing. */
export const groupSettings = pgTable(
  'group_settings',
  {
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    groupId: text().notNull(),
    kind: text().$type<'static'>().notNull().default('static'),
    securityType: text().$type<SecurityType>().notNull(),
    status: text().$type<'active' | 'expired' | 'deleted'>().notNull().default('active'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.groupId] })],
);

/** Owners beyond the one the directory keeps. */
export const additionalOwners = pgTable(
  'additional_owners',
  {
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    groupId: text().notNull(),
    ownerId: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.groupId, t.ownerId] }),
    index('additional_owners_owner').on(t.storeId, t.ownerId),
  ],
);
