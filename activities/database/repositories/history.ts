/**
 * History: append-only and hash-chained per store.
 *
 * hash = SHA-256(previous hash, newline, canonical entry); the first previous hash is 64 zeros. One
 * row lock per store orders the writers, so sequences have no gaps and the chain has one line.
 */
import { createHash } from 'node:crypto';
import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { objectKinds } from '../../../workflows/contracts/directory.ts';
import { attributesIn, type Filter } from '../../../workflows/contracts/filter.ts';
import type { Db, Transaction } from '../client.ts';
import { databaseTime } from '../time.ts';
import { historyEntries, historyHeads } from '../schema/history.ts';
import { recordFilter } from './record-filter.ts';
import type { Person } from './requests.ts';

export type HistoryEntry = typeof historyEntries.$inferSelect;
export type NewHistoryEntry = Omit<HistoryEntry, 'id' | 'sequence' | 'at' | 'previousHash' | 'hash'>;

const firstHash = '0'.repeat(64);

/**
 * Appends a request's entries of one store. A second call with the same request appends nothing.
 * @returns how many were appended
 */
export async function appendHistory(
  tx: Transaction,
  storeId: string,
  requestId: string,
  entries: readonly NewHistoryEntry[],
): Promise<number> {
  if (entries.length === 0) return 0;
  await tx.insert(historyHeads).values({ storeId, sequence: 0, hash: firstHash }).onConflictDoNothing();
  const [head] = await tx.select().from(historyHeads).where(eq(historyHeads.storeId, storeId)).for('update');
  if (head === undefined) throw new Error(`Store ${storeId} has no history head.`);
  const recorded = await tx.$count(
    historyEntries,
    and(eq(historyEntries.requestId, requestId), eq(historyEntries.storeId, storeId)),
  );
  if (recorded > 0) return 0;

  let { sequence, hash } = head;
  // By the clock that dates what replication reads: what was deleted after a read does not come back with it.
  const at = await databaseTime(tx);
  const rows = entries.map((entry) => {
    sequence += 1;
    const previousHash = hash;
    const row = { ...entry, sequence, at, previousHash };
    hash = hashOf(row);
    return { ...row, hash };
  });
  // PostgreSQL takes 65,535 parameters a statement; an entry has about 25.
  for (let start = 0; start < rows.length; start += 1000) {
    await tx.insert(historyEntries).values(rows.slice(start, start + 1000));
  }
  await tx.update(historyHeads).set({ sequence, hash }).where(eq(historyHeads.storeId, storeId));
  return rows.length;
}

/** The chained form of an entry: fixed order, every field that tells who, what, when, where. */
function hashOf(entry: Omit<HistoryEntry, 'id' | 'hash'>): string {
  const canonical = JSON.stringify([
    entry.storeId,
    entry.sequence,
    entry.requestId,
    entry.position,
    entry.workflowId,
    entry.action,
    entry.actorStoreId,
    entry.actorId,
    entry.actorName,
    entry.onBehalfOfId,
    entry.source,
    entry.objectKind,
    entry.objectId,
    entry.objectName,
    entry.operation,
    entry.attribute,
    entry.oldValue,
    entry.newValue,
    entry.valueName,
    entry.at.toISOString(),
  ]);
  return createHash('sha256').update(`${entry.previousHash}\n${canonical}`).digest('hex');
}

export interface ChainReport {
  readonly ok: boolean;
  /** Entries read. */
  readonly entries: number;
  /** Sequence number of the first entry that is wrong or missing, or null. */
  readonly brokenAt: number | null;
  readonly message: string;
}

/** Reads a store's whole chain, page by page, and names the first entry that does not fit. */
export async function verifyHistory(db: Db, storeId: string): Promise<ChainReport> {
  const [head] = await db.select().from(historyHeads).where(eq(historyHeads.storeId, storeId));
  let expected = { sequence: 0, hash: firstHash };
  const broken = (sequence: number, message: string): ChainReport => ({
    ok: false,
    entries: expected.sequence,
    brokenAt: sequence,
    message,
  });
  const last = head?.sequence ?? 0;
  for (;;) {
    const page = await db
      .select()
      .from(historyEntries)
      .where(and(eq(historyEntries.storeId, storeId), gt(historyEntries.sequence, expected.sequence)))
      .orderBy(asc(historyEntries.sequence))
      .limit(2000);
    for (const entry of page) {
      // Entries appended after the head was read belong to the next verification.
      if (entry.sequence > last) break;
      const next = expected.sequence + 1;
      if (entry.sequence !== next) return broken(next, `Entry ${next} is missing.`);
      if (entry.previousHash !== expected.hash || hashOf(entry) !== entry.hash) {
        return broken(next, `Entry ${next} was changed after it was written.`);
      }
      expected = { sequence: entry.sequence, hash: entry.hash };
    }
    if (page.length === 0 || expected.sequence >= last) break;
  }
  if (expected.sequence < last)
    return broken(expected.sequence + 1, `Entry ${expected.sequence + 1} is missing.`);
  if (head !== undefined && head.hash !== expected.hash) {
    return broken(last, `The last entry does not match the head of the chain.`);
  }
  return { ok: true, entries: expected.sequence, brokenAt: null, message: 'The chain is whole.' };
}

export interface HistoryFilter {
  /** Of these stores; of all when absent. */
  readonly storeIds?: readonly string[];
  readonly objectId?: string;
  /** The object changed, or a value that came or went. */
  readonly about?: Person;
  readonly requestId?: string;
  readonly actor?: Person;
  /** Checked against the fields of history. */
  readonly filter?: Filter;
  /** Attributes whose values the reader may not know: what is asked about values says nothing of them. */
  readonly withheld: readonly string[];
  /** What the reader may see; null for everything in the stores asked for. */
  readonly visibleTo: { readonly person: Person; readonly groupIds: readonly string[] } | null;
  readonly before?: { readonly at: Date; readonly sequence: number; readonly id: string };
  readonly limit: number;
}

/** Newest first. */
export async function listHistory(db: Db, filter: HistoryFilter): Promise<HistoryEntry[]> {
  const { before } = filter;
  const open = filter.withheld.length === 0 ? undefined : notWithheld(filter.withheld);
  return db
    .select()
    .from(historyEntries)
    .where(
      and(
        filter.storeIds === undefined ? undefined : inArray(historyEntries.storeId, [...filter.storeIds]),
        filter.objectId === undefined ? undefined : eq(historyEntries.objectId, filter.objectId),
        filter.about === undefined ? undefined : isAbout(filter.about, open),
        filter.requestId === undefined ? undefined : eq(historyEntries.requestId, filter.requestId),
        filter.actor === undefined ? undefined : actorIs(filter.actor),
        filter.visibleTo === null ? undefined : visible(filter.visibleTo, open),
        filter.filter === undefined
          ? undefined
          : recordFilter(filter.filter, getTableColumns(historyEntries)),
        asksForValues(filter.filter) ? open : undefined,
        before === undefined
          ? undefined
          : sql`(${historyEntries.at}, ${historyEntries.sequence}, ${historyEntries.id}) < (${before.at.toISOString()}::timestamptz, ${before.sequence}::bigint, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(historyEntries.at), desc(historyEntries.sequence), desc(historyEntries.id))
    .limit(filter.limit);
}

const ofValues = ['oldValue', 'newValue', 'valueName'];

const asksForValues = (filter: Filter | undefined): boolean =>
  filter !== undefined && attributesIn(filter).some((name) => ofValues.includes(name));

/** Only objects of the directory have fields that are hidden. */
const notWithheld = (attributes: readonly string[]): SQL | undefined =>
  or(
    isNull(historyEntries.attribute),
    notInArray(historyEntries.attribute, [...attributes]),
    notInArray(historyEntries.objectKind, [...objectKinds]),
  );

const actorIs = (person: Person): SQL | undefined =>
  and(eq(historyEntries.actorStoreId, person.storeId), eq(historyEntries.actorId, person.id));

/** Own acts, changes to oneself, and changes to one's own groups. */
function visible(
  { person, groupIds }: { person: Person; groupIds: readonly string[] },
  open: SQL | undefined,
): SQL | undefined {
  const inStore = eq(historyEntries.storeId, person.storeId);
  return or(
    actorIs(person),
    isAbout(person, open),
    groupIds.length === 0 ? undefined : and(inStore, inArray(historyEntries.objectId, [...groupIds])),
  );
}

/** @param open which entries' values may be asked about; all of them when undefined */
const isAbout = ({ storeId, id }: Person, open: SQL | undefined): SQL | undefined =>
  and(
    eq(historyEntries.storeId, storeId),
    or(
      eq(historyEntries.objectId, id),
      // Only values that name an object have a name beside them, and an index.
      and(isNotNull(historyEntries.valueName), eq(historyEntries.newValue, id), open),
      and(isNotNull(historyEntries.valueName), eq(historyEntries.oldValue, id), open),
    ),
  );

export async function listRequestHistory(
  db: Db,
  requestId: string,
  entryIds?: readonly string[],
): Promise<HistoryEntry[]> {
  return db
    .select()
    .from(historyEntries)
    .where(
      and(
        eq(historyEntries.requestId, requestId),
        entryIds === undefined
          ? undefined
          : entryIds.length === 0
            ? sql`false`
            : inArray(historyEntries.id, [...entryIds]),
      ),
    )
    .orderBy(asc(historyEntries.position));
}
