/** Exports and their files. */
import { and, asc, desc, eq, gt, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Problem } from '../../../workflows/contracts/errors.ts';
import type { Db } from '../client.ts';
import { exportChunks, exports } from '../schema/exports.ts';
import type { Person } from './requests.ts';

export type Export = typeof exports.$inferSelect;
export type NewExport = Pick<
  Export,
  | 'storeId'
  | 'ownerId'
  | 'ownerName'
  | 'ownerGroups'
  | 'seesPrivateGroups'
  | 'searchScope'
  | 'hiddenFields'
  | 'standing'
  | 'name'
  | 'format'
  | 'search'
  | 'expiresAt'
>;

const unfinished = inArray(exports.state, ['queued', 'running']);
const ownedBy = (person: Person) => and(eq(exports.storeId, person.storeId), eq(exports.ownerId, person.id));

export async function insertExport(db: Db, values: NewExport): Promise<Export> {
  const [row] = await db.insert(exports).values(values).returning();
  if (row === undefined) throw new Error('The export was not stored.');
  return row;
}

export async function getExport(db: Db, id: string): Promise<Export | null> {
  const [row] = await db.select().from(exports).where(eq(exports.id, id));
  return row ?? null;
}

/** Newest first. */
export async function listExports(db: Db, person: Person, limit: number): Promise<Export[]> {
  return db
    .select()
    .from(exports)
    .where(and(ownedBy(person), gt(exports.expiresAt, sql`now()`)))
    .orderBy(desc(exports.createdAt), desc(exports.id))
    .limit(limit);
}

export const countUnfinished = (db: Db, person: Person): Promise<number> =>
  db.$count(exports, and(ownedBy(person), unfinished));

export async function markExportStarted(db: Db, id: string): Promise<void> {
  await db
    .update(exports)
    .set({ startedAt: sql`now()` })
    .where(and(eq(exports.id, id), isNull(exports.startedAt)));
}

/** Exports whose start never reached the engine. */
export async function listUnstartedExports(db: Db, olderThanMs: number, limit: number): Promise<Export[]> {
  return db
    .select()
    .from(exports)
    .where(
      and(
        isNull(exports.startedAt),
        eq(exports.state, 'queued'),
        lt(exports.createdAt, sql`now() - make_interval(secs => ${olderThanMs / 1000})`),
      ),
    )
    .orderBy(asc(exports.createdAt))
    .limit(limit);
}

/**
 * Notes how far a try has come.
 * @returns false when the export is not wanted any more, or another try has finished it
 */
export async function noteProgress(
  db: Db,
  id: string,
  progress: Partial<Pick<Export, 'rows' | 'total' | 'totalExact'>>,
): Promise<boolean> {
  const rows = await db
    .update(exports)
    .set({ ...progress, state: 'running' })
    .where(and(eq(exports.id, id), unfinished))
    .returning({ id: exports.id });
  return rows.length > 0;
}

export async function insertChunk(
  db: Db,
  chunk: {
    readonly exportId: string;
    readonly attempt: number;
    readonly position: number;
    readonly data: Buffer;
  },
): Promise<void> {
  // The same try does not write a piece twice; a retried statement may.
  await db.insert(exportChunks).values(chunk).onConflictDoNothing();
}

/** @returns false when it had ended already */
export async function finishExport(
  db: Db,
  id: string,
  file: Pick<Export, 'rows' | 'bytes' | 'withheld'> & { readonly attempt: number },
): Promise<boolean> {
  const rows = await db
    .update(exports)
    .set({ ...file, total: file.rows, totalExact: true, state: 'ready', finishedAt: sql`now()` })
    .where(and(eq(exports.id, id), unfinished))
    .returning({ id: exports.id });
  if (rows.length === 0) return false;
  await deleteChunks(db, id, file.attempt);
  return true;
}

/** Ends an export without a file. @returns false when it had ended already */
export async function endExport(
  db: Db,
  id: string,
  state: 'failed' | 'cancelled',
  problem: Problem | null,
): Promise<boolean> {
  const rows = await db
    .update(exports)
    .set({ state, problem, finishedAt: sql`now()` })
    .where(and(eq(exports.id, id), unfinished))
    .returning({ id: exports.id });
  if (rows.length > 0) await deleteChunks(db, id, null);
  return rows.length > 0;
}

/** @param kept the try whose chunks stay */
export async function deleteChunks(db: Db, id: string, kept: number | null): Promise<void> {
  await db
    .delete(exportChunks)
    .where(and(eq(exportChunks.exportId, id), kept === null ? undefined : ne(exportChunks.attempt, kept)));
}

/** The file, one piece in memory at a time. */
export async function* readChunks(db: Db, id: string, attempt: number): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const [row] = await db
      .select({ data: exportChunks.data })
      .from(exportChunks)
      .where(
        and(
          eq(exportChunks.exportId, id),
          eq(exportChunks.attempt, attempt),
          eq(exportChunks.position, position),
        ),
      );
    if (row === undefined) return;
    yield row.data;
  }
}

export async function deleteExport(db: Db, id: string): Promise<void> {
  await db.delete(exports).where(eq(exports.id, id));
}

export async function deleteExpiredExports(db: Db, now: Date): Promise<void> {
  await db.delete(exports).where(lt(exports.expiresAt, now));
}
