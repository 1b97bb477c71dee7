/** Tokens by which programs call the API (access-and-approvals B3). */
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { TokenEnd, TokenKind } from '../../../workflows/contracts/api-tokens.ts';
import type { Permission } from '../../../workflows/contracts/permissions.ts';
import { createdAt, id, instant } from './columns.ts';
import { identityStores } from './stores.ts';

export const apiTokens = pgTable(
  'api_tokens',
  {
    id: id(),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    /** Whose rights it has a part of. */
    ownerId: text().notNull(),
    ownerName: text().notNull(),
    kind: text().$type<TokenKind>().notNull(),
    name: text().notNull(),
    /** Its first characters, by which people tell it from others. */
    hint: text().notNull(),
    /** SHA-256, base64url: the table alone opens nothing, and 256 random bits need no salt. */
    tokenHash: text().notNull(),
    scopes: jsonb().$type<readonly Permission[]>().notNull(),
    madeById: text().notNull(),
    madeByName: text().notNull(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    lastUsedAt: instant(),
    lastUsedAddress: text(),
    endedAt: instant(),
    endReason: text().$type<TokenEnd>(),
  },
  (t) => [
    uniqueIndex('api_tokens_hash_key').on(t.tokenHash),
    index('api_tokens_owner').on(t.storeId, t.ownerId),
    index('api_tokens_store').on(t.storeId, t.createdAt, t.id),
  ],
);
