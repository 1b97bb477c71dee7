/** Small schemas that many resources share. */
import { type TSchema, Type } from 'typebox';
import { pageSizeRange } from '../../workflows/contracts/personal-settings.ts';

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** An instant, ISO 8601 UTC. */
export const Instant = Type.String({ format: 'date-time' });

export const Uuid = Type.String({ format: 'uuid' });

/** Immutable id of a directory object, as the store itself gives it. */
export const ObjectId = Type.String({ minLength: 1, maxLength: 255 });

/** A body that holds these properties and no others. */
export const Body = <T extends Record<string, TSchema>>(properties: T, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });

export const Query = <T extends Record<string, TSchema>>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

export const Page = {
  cursor: Type.Optional(Type.String({ maxLength: 500, description: 'From nextCursor of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: pageSizeRange.most, default: 50 })),
};
export const defaultLimit = 50;

export const NextCursor = Nullable(Type.String({ description: 'Null at the last page' }));

export const DryRun = {
  dryRun: Type.Optional(Type.Boolean({ description: 'Check and answer, but change nothing' })),
};

export const StoreParams = Type.Object({ storeId: Uuid });

export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The version (or ETag) you have seen; 412 when it is not the current one' }),
  ),
});

export const Empty = Type.Null({ description: 'Done' });

/** What is wrong with an identity store, as its card and its hover tell it (stores-and-links S6). */
export const HealthFactors = Type.Array(
  Type.Object(
    {
      code: Type.Enum(['credentials', 'connection', 'overdue', 'failed', 'held']),
      message: Type.String(),
    },
    { title: 'HealthFactor' },
  ),
  { description: 'Each thing that is wrong, and what to do' },
);
