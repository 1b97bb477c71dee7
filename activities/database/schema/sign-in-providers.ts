/** Signing in elsewhere: OpenID providers of a store, and sign-ins whose browser is on its way back. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant, updatedAt } from './columns.ts';
import { bytea, identityStores } from './stores.ts';

/** The client secret is a store secret named `oidc:<id>`. */
export const openidProviders = pgTable(
  'openid_providers',
  {
    id: id(),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    /** On the button of the sign-in page. */
    name: text().notNull(),
    issuer: text().notNull(),
    clientId: text().notNull(),
    /** Besides `openid`. */
    scopes: text().notNull(),
    /** The claim of the id token that names a person ... */
    claim: text().notNull(),
    /** ... by the value of this native attribute of the directory. */
    attribute: text().notNull(),
    /** A sign-in with more than one factor there (`amr` holds `mfa`) needs no second one here [A3]. */
    trustsSecondFactor: boolean().notNull().default(false),
    enabled: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex('openid_providers_name_key').on(t.storeId, sql`lower(${t.name})`)],
);

/** What a browser has to bring back: the state of an OpenID sign-in, the challenge of a passkey. */
export const signInFlights = pgTable(
  'sign_in_flights',
  {
    /** SHA-256 of the cookie's value, base64url. */
    idHash: text().primaryKey(),
    kind: text().$type<'openid' | 'passkey'>().notNull(),
    keyId: text().notNull(),
    ciphertext: bytea().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [index('sign_in_flights_expires_at').on(t.expiresAt)],
);
