/** Column helpers every table shares. */
import { sql } from 'drizzle-orm';
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

export const id = () =>
  uuid()
    .primaryKey()
    .default(sql`gen_random_uuid()`);

/** Milliseconds, as JavaScript has them, so that a row's time can be a cursor. */
const instant = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 });
export const createdAt = () => instant().notNull().defaultNow();
export const updatedAt = () => instant().notNull().defaultNow();
export { instant };

/** In its text form. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Of 63 bits, in their text form. */
export const bits = customType<{ data: string }>({ dataType: () => 'bigint' });

/** Ordered by code points, whatever the database's locale, so that an index finds beginnings. */
export const plainText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
