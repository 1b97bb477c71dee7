/** Second factors: what a store offers, what people have enrolled, what is under way for some minutes. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { FactorKind } from '../../../workflows/contracts/factors.ts';
import { createdAt, id, instant, updatedAt } from './columns.ts';
import { bytea, identityStores } from './stores.ts';

const ofStore = () =>
  uuid()
    .notNull()
    .references(() => identityStores.id, { onDelete: 'cascade' });

/** A row only for a store where somebody has changed something: no factors, no enrolment otherwise. */
/** The pool of security questions of the whole installation [E8]: one row, once somebody has changed it. */
export const questionPool = pgTable(
  'question_pool',
  {
    id: integer().primaryKey().default(1),
    questions: jsonb().$type<readonly string[]>().notNull(),
    version: integer().notNull().default(1),
    updatedAt: updatedAt(),
  },
  (t) => [check('question_pool_once', sql`${t.id} = 1`)],
);

export const storeFactorSettings = pgTable('store_factor_settings', {
  storeId: uuid()
    .primaryKey()
    .references(() => identityStores.id, { onDelete: 'cascade' }),
  /** People without a factor must enrol one before they come in, where their role needs it. */
  enrolmentEnabled: boolean().notNull().default(false),
  factors: jsonb().$type<readonly FactorKind[]>().notNull().default([]),
  /** The pool of security questions; null for the one of the installation. */
  questions: jsonb().$type<readonly string[]>(),
  version: integer().notNull().default(1),
  updatedAt: updatedAt(),
});

export const enrolledFactors = pgTable(
  'enrolled_factors',
  {
    id: id(),
    storeId: ofStore(),
    userId: text().notNull(),
    kind: text().$type<FactorKind>().notNull(),
    name: text().notNull(),
    /** Which key of the ring encrypted what is kept of the factor: its secret, hashes of answers, a public key. */
    keyId: text().notNull(),
    ciphertext: bytea().notNull(),
    /** WebAuthn's credential id, base64url. */
    credentialId: text(),
    /** Only ever grows: the last time step of TOTP, the signature counter of WebAuthn. */
    counter: bigint({ mode: 'number' }),
    lastUsedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    index('enrolled_factors_person').on(t.storeId, t.userId),
    uniqueIndex('enrolled_factors_credential_key').on(t.credentialId),
  ],
);

/** One-time codes for the day the other factors are lost; random enough for a plain hash. */
export const backupCodes = pgTable(
  'backup_codes',
  {
    storeId: ofStore(),
    userId: text().notNull(),
    /** SHA-256. */
    hash: text().notNull(),
    usedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.userId, t.hash] })],
);

/** Something asked of a browser that has not answered yet: an enrolment, a code by mail, a passkey's signature. */
export const factorChallenges = pgTable(
  'factor_challenges',
  {
    id: id(),
    storeId: ofStore(),
    userId: text().notNull(),
    kind: text().$type<FactorKind>().notNull(),
    purpose: text().$type<'enrol' | 'prove'>().notNull(),
    /** SHA-256 of the id of the session or of the pending sign-in that asked: no other browser may answer. */
    boundTo: text().notNull(),
    keyId: text().notNull(),
    /** What the answer is checked against; of a code only a hash. */
    ciphertext: bytea().notNull(),
    /** The code itself, encrypted, until its mail is sent. */
    mailKeyId: text(),
    mailCiphertext: bytea(),
    tries: integer().notNull().default(0),
    usedAt: instant(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (t) => [
    index('factor_challenges_person').on(t.storeId, t.userId, t.kind, t.createdAt),
    index('factor_challenges_expires_at').on(t.expiresAt),
  ],
);

/** Consecutive failures of any factor [E7]; the directory account knows nothing of them. */
export const factorFailures = pgTable(
  'factor_failures',
  {
    storeId: ofStore(),
    userId: text().notNull(),
    failures: integer().notNull(),
    lockedUntil: instant(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.userId] })],
);

/** Credentials and role were right, the second factor is to come: no session yet. */
export const pendingSignIns = pgTable(
  'pending_sign_ins',
  {
    /** SHA-256 of the cookie's value, base64url: the table alone completes no sign-in. */
    idHash: text().primaryKey(),
    storeId: ofStore(),
    userId: text().notNull(),
    step: text().$type<'prove' | 'enrol'>().notNull(),
    /** Who it will be, as the session keeps it. */
    actor: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The OpenID provider that the person came from, encrypted. */
    openid: jsonb().$type<Record<string, unknown>>(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (t) => [index('pending_sign_ins_expires_at').on(t.expiresAt)],
);

/** Whom set-up made administrator: asked for a strong factor as soon as the store offers one (A2). */
export const firstAdministrators = pgTable(
  'first_administrators',
  { storeId: ofStore(), userId: text().notNull(), createdAt: createdAt() },
  (t) => [primaryKey({ columns: [t.storeId, t.userId] })],
);
