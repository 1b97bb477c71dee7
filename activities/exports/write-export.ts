/**
 * Writes an export: reads the result page by page as the person who asked may see it, and stores the
 * file piece by piece. Killed anywhere it runs again from the start; what an earlier try wrote is not
 * part of the file. Memory follows the page.
 */
import { Context } from '@temporalio/activity';
import type { ExportActivities, ExportArgs } from '../../workflows/contracts/ports.ts';
import type { Database } from '../database/client.ts';
import {
  deleteChunks,
  endExport,
  type Export,
  finishExport,
  getExport,
  insertChunk,
  noteProgress,
} from '../database/repositories/exports.ts';
import { getStore, type IdentityStore } from '../database/repositories/stores.ts';
import { withheldOf } from '../directory-index/readable.ts';
import type { SeenIndex } from '../directory-index/scope.ts';
import { askStores, hitOf, searchParts, type Searcher } from '../directory-index/search.ts';
import { nobody } from '../platform/levels.ts';
import type { Logger } from '../platform/log.ts';
import { exportColumns } from './columns.ts';
import { bytesOf, type ExportedRow } from './files.ts';
import { recordExport } from './record-export.ts';

export interface ExportDeps {
  readonly db: Database;
  readonly index: SeenIndex;
  readonly log: Logger;
}

const pageSize = 1000;
const chunkBytes = 256 * 1024;
/** Counting further would take longer than it tells anything. */
const countUpTo = 1_000_000;

export const createExportActivities = (deps: ExportDeps): ExportActivities => ({
  writeExport: (args) => writeExport(deps, args),
  async closeExport({ exportId, state, problem }) {
    await endExport(deps.db, exportId, state, problem);
    // A try may have written on after its owner cancelled.
    if ((await getExport(deps.db, exportId))?.state !== 'ready') await deleteChunks(deps.db, exportId, null);
  },
});

async function writeExport(
  { db, index, log }: ExportDeps,
  { exportId }: ExportArgs,
): Promise<{ rows: number }> {
  const { attempt } = Context.current().info;
  const wanted = await getExport(db, exportId);
  // Deleted, cancelled, or finished by a try whose answer was lost.
  if (wanted === null || wanted.finishedAt !== null) return { rows: wanted?.rows ?? 0 };
  const file = new ChunkWriter(async (position, data) => {
    await insertChunk(db, { exportId, attempt, position, data });
  });
  const progress = { rows: 0, wanted: true };
  const stores = (await Promise.all(wanted.search.storeIds.map((one) => getStore(db, one)))).filter(
    (store) => store !== null,
  );
  const searcher = searcherOf(wanted);
  const pages = async function* () {
    for await (const page of readPages({ db, index }, wanted, stores, searcher)) {
      progress.rows += page.length;
      progress.wanted = await noteStep(db, exportId, progress.rows);
      if (!progress.wanted) return;
      yield page;
    }
  };
  for await (const bytes of bytesOf[wanted.format](exportColumns(wanted.hiddenFields), pages()))
    await file.write(bytes);
  const { rows } = progress;
  if (!progress.wanted) {
    await deleteChunks(db, exportId, null);
    return { rows };
  }
  const bytes = await file.end();
  await db.transaction(async (tx) => {
    const withheld = withheldOf(searcher, stores).map(({ key }) => key);
    if (await finishExport(tx, exportId, { attempt, rows, bytes, withheld }))
      await recordExport(tx, wanted, rows);
  });
  log.info({ exportId, rows, bytes }, 'an export was written');
  return { rows };
}

/** Shows life. @returns whether the export is still wanted */
async function noteStep(db: Database, exportId: string, rows: number): Promise<boolean> {
  const context = Context.current();
  context.heartbeat({ rows });
  context.cancellationSignal.throwIfAborted();
  return noteProgress(db, exportId, { rows });
}

async function* readPages(
  { db, index }: Pick<ExportDeps, 'db' | 'index'>,
  { id, search, hiddenFields }: Export,
  stores: readonly IdentityStore[],
  searcher: Searcher,
): AsyncGenerator<readonly ExportedRow[]> {
  const byId = new Map(stores.map((store) => [store.id, store]));
  const asked = await askStores(db, searcher, stores, search);
  const parts = await searchParts(db, searcher, asked, search);
  const columns = exportColumns(hiddenFields);
  const { count, exact } = await index.count(parts, countUpTo);
  await noteProgress(db, id, { rows: 0, total: count, totalExact: exact });
  for (let after: readonly string[] | null = null; ;) {
    const rows = await index.list(parts, { sort: search.sort, after, limit: pageSize });
    yield rows.flatMap((row) => {
      const store = byId.get(row.storeId);
      if (store === undefined) return [];
      const hit = hitOf(store, row);
      return [columns.map(({ value }) => value(hit, store.name))];
    });
    after = rows.at(-1)?.position ?? null;
    if (rows.length < pageSize || after === null) return;
  }
}

/** The owner as they were when they asked. */
const searcherOf = (wanted: Export): Searcher => ({
  storeId: wanted.storeId,
  id: wanted.ownerId,
  groups: wanted.ownerGroups,
  seesPrivateGroups: wanted.seesPrivateGroups,
  search: wanted.searchScope,
  hiddenFields: wanted.hiddenFields,
  standing: wanted.standing ?? nobody,
});

/** Cuts a stream of bytes into pieces of one size. */
class ChunkWriter {
  private readonly store: (position: number, data: Buffer) => Promise<void>;
  private waiting: Uint8Array[] = [];
  private held = 0;
  private position = 0;
  private total = 0;

  constructor(store: (position: number, data: Buffer) => Promise<void>) {
    this.store = store;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.waiting.push(bytes);
    this.held += bytes.byteLength;
    if (this.held >= chunkBytes) await this.flush();
  }

  /** @returns the size of the file */
  async end(): Promise<number> {
    if (this.held > 0) await this.flush();
    return this.total;
  }

  private async flush(): Promise<void> {
    const data = Buffer.concat(this.waiting);
    await this.store(this.position, data);
    this.position += 1;
    this.total += data.byteLength;
    this.waiting = [];
    this.held = 0;
  }
}
