/** Identity stores, their secrets, portals and roles: what administrators configure. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ClientExpression } from '../../../workflows/contracts/clients.ts';
import type { FieldLevel } from '../../../workflows/contracts/field-levels.ts';
import type { StoreKind } from '../../../workflows/contracts/ids.ts';
import { defaultPageSizes, pageSizeRange } from '../../../workflows/contracts/personal-settings.ts';
import type { Permission } from '../../../workflows/contracts/permissions.ts';
import type { StoredPolicies } from '../../../workflows/contracts/policies.ts';
import { createdAt, id, instant, updatedAt } from './columns.ts';

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

export const identityStores = pgTable(
  'identity_stores',
  {
    id: id(),
    name: text().notNull(),
    /** Checked in code against the providers' registry: the set grows with each provider. */
    kind: text().$type<StoreKind>().notNull(),
    description: text().notNull().default(''),
    enabled: boolean().notNull().default(true),
    /** Validated by the provider's manifest; holds no secret. */
    settings: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Identity of the directory behind it (AD: domain SID), known after the first good connection. */
    directoryId: text(),
    /** Why the store is paused (refused credentials), or null. Nothing is sent to it meanwhile but a probe. */
    pausedReason: text(),
    pausedAt: instant(),
    health: text().$type<'healthy' | 'errors' | 'unknown'>().notNull().default('unknown'),
    healthMessage: text(),
    lastReplicatedAt: instant(),
    /** The history views show what was changed in it. The journal is written either way. */
    historyViews: boolean().notNull().default(false),
    /** Offered before the names of new groups beside those of the roles (access-and-approvals Y2). */
    groupNamePrefixes: jsonb().$type<readonly string[]>().notNull().default([]),
    /** Who sees which field of its objects, and who changes it (stores-and-links P5). */
    fieldLevels: jsonb().$type<readonly FieldLevel[]>().notNull().default([]),
    /** Its roles administer the other stores, too, and what belongs to none (docs/adr/0015). */
    administersAll: boolean().notNull().default(false),
    /** A session of its people ends after this long without a request. */
    sessionIdleMinutes: integer().notNull().default(30),
    /** It ends this long after sign-in in any case. */
    sessionHours: integer().notNull().default(12),
    /** Grows by one at each change; the API's `If-Match`. */
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('identity_stores_name_key').on(sql`lower(${t.name})`),
    check(
      'identity_stores_session_limits',
      sql`${t.sessionIdleMinutes} between 5 and 480 and ${t.sessionHours} between 1 and 24`,
    ),
  ],
);

/** Stores that were deleted: requests and history outlive them, and show their names (stores-and-links S8). */
export const deletedStores = pgTable('deleted_stores', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  kind: text().$type<StoreKind>().notNull(),
  /** As it was when the store was deleted. */
  historyViews: boolean().notNull(),
  deletedByName: text().notNull(),
  deletedAt: createdAt(),
});

export const storeSecrets = pgTable(
  'store_secrets',
  {
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** Which key of the ring encrypted it. */
    keyId: text().notNull(),
    ciphertext: bytea().notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.name] })],
);

const pageSizes = sql.raw(`${String(pageSizeRange.least)} and ${String(pageSizeRange.most)}`);

export const portals = pgTable(
  'portals',
  {
    id: id(),
    name: text().notNull(),
    path: text().notNull(),
    supportEmail: text(),
    helpUrl: text(),
    /** Rows on a page of requests, for whoever has chosen nothing; 0 for all of them. */
    requestPageSize: integer().notNull().default(defaultPageSizes.requests),
    /** The same, of every other list. */
    listPageSize: integer().notNull().default(defaultPageSizes.lists),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check(
      'portals_request_page_size',
      sql`${t.requestPageSize} = 0 or ${t.requestPageSize} between ${pageSizes}`,
    ),
    check('portals_list_page_size', sql`${t.listPageSize} between ${pageSizes}`),
    uniqueIndex('portals_name_key').on(sql`lower(${t.name})`),
    uniqueIndex('portals_path_key').on(t.path),
    check('portals_path_form', sql`${t.path} ~ '^[a-z0-9-]{1,40}$'`),
  ],
);

export const portalStores = pgTable(
  'portal_stores',
  {
    portalId: uuid()
      .notNull()
      .references(() => portals.id, { onDelete: 'cascade' }),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.portalId, t.storeId] }), index('portal_stores_store_id').on(t.storeId)],
);

export const roles = pgTable(
  'roles',
  {
    id: id(),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    description: text().notNull().default(''),
    /** 1 to 99; the lowest number wins. */
    priority: integer().notNull(),
    /** The group whose members (nested included) have the role. Null in the built-in role User: everybody in the store. */
    criteriaGroupId: text(),
    /** The container whose users, at any depth, have the role; instead of a group. */
    criteriaContainerId: text(),
    /** By which clients; null: by every one. */
    clients: jsonb().$type<ClientExpression>(),
    permissions: jsonb().$type<readonly Permission[]>().notNull(),
    /** What differs from the defaults; read through `policiesOf`. */
    policies: jsonb().$type<StoredPolicies>().notNull().default({}),
    enabled: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('roles_store_name_key').on(t.storeId, sql`lower(${t.name})`),
    uniqueIndex('roles_store_priority_key').on(t.storeId, t.priority),
    check('roles_priority_range', sql`${t.priority} between 1 and 99`),
    check('roles_one_criterion', sql`${t.criteriaGroupId} is null or ${t.criteriaContainerId} is null`),
  ],
);

/**
 * Groups and containers that a role was held by and that are gone from the index (access-and-approvals O6). Out of date once the role is
 * held by another, or it is back; read through `listLostCriteria`.
 */
export const lostCriteria = pgTable('lost_criteria', {
  roleId: uuid()
    .primaryKey()
    .references(() => roles.id, { onDelete: 'cascade' }),
  objectId: text().notNull(),
  /** As it was called; a role shows it while nobody has chosen another. */
  name: text().notNull(),
  lostAt: createdAt(),
  /** When administrators were mailed about it, once. */
  toldAt: instant(),
});

/**
 * The store's mail server. Its secrets are store secrets: `smtpPassword` beside a user name,
 * `smtpClientSecret` beside a token address (OAuth 2.0).
 */
export const storeMailSettings = pgTable('store_mail_settings', {
  storeId: uuid()
    .primaryKey()
    .references(() => identityStores.id, { onDelete: 'cascade' }),
  host: text().notNull(),
  port: integer().notNull(),
  tls: boolean().notNull(),
  caCertificate: text(),
  fromAddress: text().notNull(),
  userName: text(),
  tokenUrl: text(),
  clientId: text(),
  scope: text(),
  /** They get a copy of all the store's mail. */
  toAddresses: jsonb().$type<readonly string[]>().notNull().default([]),
  ccAddresses: jsonb().$type<readonly string[]>().notNull().default([]),
  version: integer().notNull().default(1),
  updatedAt: updatedAt(),
});

export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the cookie's session id, base64url: the table alone opens no session. */
    idHash: text().primaryKey(),
    /** What `@fastify/session` keeps. */
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    storeId: uuid().references(() => identityStores.id, { onDelete: 'cascade' }),
    userId: text(),
    address: text(),
    userAgent: text(),
    createdAt: createdAt(),
    lastSeenAt: updatedAt(),
    expiresAt: instant().notNull(),
  },
  (t) => [index('sessions_store_user').on(t.storeId, t.userId), index('sessions_expires_at').on(t.expiresAt)],
);

/** Failed sign-ins of the last minutes, per login name, account and address. */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** SHA-256 of the store and the login name in its plainest spelling. */
    accountHash: text().notNull(),
    /** SHA-256 of the store and the account's id, where the directory knows an account of that name. */
    objectHash: text(),
    address: text().notNull(),
    at: createdAt(),
  },
  (t) => [
    index('sign_in_failures_account').on(t.accountHash, t.at),
    index('sign_in_failures_object').on(t.objectHash, t.at),
    index('sign_in_failures_address').on(t.address, t.at),
  ],
);
