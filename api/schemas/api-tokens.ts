import { Type } from 'typebox';
import { longestTokenDays, tokenEnds, tokenKinds } from '../../workflows/contracts/api-tokens.ts';
import { permissions } from '../../workflows/contracts/permissions.ts';
import { Body, Instant, NextCursor, Nullable, ObjectId, Page, Query, Uuid } from './common.ts';

const Person = Type.Object({ id: Type.String(), name: Type.String() });

const ApiTokenView = Type.Object(
  {
    id: Type.String(),
    kind: Type.Enum([...tokenKinds]),
    name: Type.String(),
    hint: Type.String({ description: 'Its first characters' }),
    scopes: Type.Array(Type.Enum([...permissions]), {
      description: 'At each call it may do what is among them and among the permissions of its owner',
    }),
    owner: Person,
    madeBy: Person,
    createdAt: Instant,
    expiresAt: Instant,
    lastUsedAt: Nullable(Instant),
    lastUsedAddress: Nullable(Type.String()),
    state: Type.Enum(['active', 'expired', 'ended']),
    endedAt: Nullable(Instant),
    endReason: Nullable(Type.Enum([...tokenEnds])),
  },
  { title: 'ApiToken' },
);

export const ApiTokenList = Type.Object({
  items: Type.Array(ApiTokenView),
  scopes: Type.Array(Type.Enum([...permissions]), { description: 'What a new token of one’s own may hold' }),
  freshUntil: Nullable(
    Type.String({
      format: 'date-time',
      description: 'Until then tokens can be made without signing in again',
    }),
  ),
});

export const StoreApiTokenList = Type.Object({ items: Type.Array(ApiTokenView), nextCursor: NextCursor });

export const NewApiToken = Type.Object(
  {
    token: ApiTokenView,
    secret: Nullable(Type.String({ description: 'Shown this once; null for a dry run' })),
  },
  { title: 'NewApiToken' },
);

const content = {
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  scopes: Type.Array(Type.Enum([...permissions]), { uniqueItems: true }),
  days: Type.Integer({ minimum: 1, maximum: longestTokenDays, description: 'How long it lasts' }),
};

export const CreateApiTokenBody = Body(content);
export const CreateServiceTokenBody = Body({ ownerId: ObjectId, ...content });

export const ApiTokenParams = Type.Object({ tokenId: Uuid });
export const StoreApiTokenParams = Type.Object({ storeId: Uuid, tokenId: Uuid });
export const StoreApiTokensQuery = Query(Page);
