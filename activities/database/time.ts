/** The one clock by which reads of directories and writes to the index are ordered, whichever machine does them. */
import { sql } from 'drizzle-orm';
import type { Db } from './client.ts';

/** The database's time of this moment, rounded down to milliseconds as the index keeps instants. */
export async function databaseTime(db: Db): Promise<Date> {
  const { rows } = await db.execute<{ ms: string }>(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  return new Date(Number(rows[0]?.ms));
}
