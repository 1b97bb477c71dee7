/** Exports: written down first, then handed to the engine; what is not taken at once the sweeper hands over again. */
import {
  countUnfinished,
  type Export,
  getExport,
  insertExport,
  markExportStarted,
  type NewExport,
} from '../activities/database/repositories/exports.ts';
import type { Db } from '../activities/database/client.ts';
import { listStores } from '../activities/database/repositories/stores.ts';
import { withheldOf } from '../activities/directory-index/readable.ts';
import type { ExportedSearch, ExportFormat } from '../workflows/contracts/search.ts';
import { readableStores } from './directory-list.ts';
import { readerOf } from './group-view.ts';
import { writeAsAsked } from './dry-run.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import { readTerms, requirePlaces, type SearchParameters } from './search.ts';
import { may, type SessionActor } from './session-actor.ts';

/** A file that nobody fetched meanwhile is not kept. */
const keptForMs = 24 * 3_600_000;
/** More at once would keep other people waiting. */
const mostUnfinished = 3;

export async function startExport(
  deps: RouteDeps,
  actor: SessionActor,
  wanted: {
    readonly format: ExportFormat;
    readonly name?: string;
    readonly search: SearchParameters & { readonly stores?: string };
  },
  dryRun: boolean,
): Promise<Export> {
  const { db } = deps.database;
  const stores = await readableStores(db, actor, wanted.search.stores);
  const read = await readTerms(db, actor, stores, wanted.search);
  await requirePlaces(deps, stores, read);
  const { text, filter, within, ...terms } = read;
  const search: ExportedSearch = {
    ...terms,
    storeIds: stores.map(({ id }) => id),
    ...(text === undefined ? {} : { text }),
    ...(filter === undefined ? {} : { filter }),
    ...(within === undefined ? {} : { within }),
  };
  if ((await countUnfinished(db, { storeId: actor.storeId, id: actor.userId })) >= mostUnfinished) {
    throw new ApiProblem(
      'query.limit',
      `You have ${mostUnfinished} exports under way. Wait until one is done, or cancel one.`,
    );
  }
  const values: NewExport = {
    storeId: actor.storeId,
    ownerId: actor.userId,
    ownerName: actor.name,
    ownerGroups: actor.groups,
    seesPrivateGroups: may(actor, 'Manage Any Group'),
    searchScope: actor.search,
    hiddenFields: actor.hiddenFields ?? [],
    standing: actor.standing ?? null,
    name: wanted.name?.trim() ?? 'Search results',
    format: wanted.format,
    search,
    expiresAt: new Date(deps.now().getTime() + keptForMs),
  };
  const row = await writeAsAsked(db, dryRun, (tx) => insertExport(tx, values));
  if (!dryRun) await handOverExport(deps, row);
  return row;
}

/** Starts the workflow of an export that is written down. */
export async function handOverExport(
  { database, engine, log }: Pick<RouteDeps, 'database' | 'engine' | 'log'>,
  { id, storeId, ownerId }: Pick<Export, 'id' | 'storeId' | 'ownerId'>,
): Promise<void> {
  try {
    await engine.startExport(id, storeId, ownerId);
    await markExportStarted(database.db, id);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'engine.unavailable') throw error;
    log.warn({ exportId: id }, 'an export waits for the workflow engine');
  }
}

/** One's own only, as long as it is kept. @throws ApiProblem `notFound` */
export async function requireExport(deps: RouteDeps, actor: SessionActor, id: string): Promise<Export> {
  const row = await getExport(deps.database.db, id);
  const isOwn = row?.storeId === actor.storeId && row.ownerId === actor.userId;
  if (!isOwn || row.expiresAt <= deps.now()) throw ApiProblem.notFound('export');
  return row;
}

/** A file written before something was hidden holds its values. @throws ApiProblem `object.state` */
export async function requireStillReadable(db: Db, actor: SessionActor, row: Export): Promise<void> {
  const written = new Set(row.withheld);
  const stores = (await listStores(db)).filter(({ id }) => row.search.storeIds.includes(id));
  const since = withheldOf(readerOf(actor, actor.storeId), stores).filter(({ key }) => !written.has(key));
  if (since.length === 0) return;
  const names = new Set(since.flatMap((one) => one.names));
  throw new ApiProblem(
    'object.state',
    `This file was written before ${[...names].join(', ')} was hidden from you. Export the search again.`,
  );
}

export const exportView = (row: Export) => ({
  id: row.id,
  name: row.name,
  format: row.format,
  state: row.state,
  rows: row.rows,
  total: row.total,
  totalExact: row.totalExact,
  bytes: row.bytes,
  problem: row.problem,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
  href: row.state === 'ready' ? `/api/v1/exports/${row.id}/file` : null,
});
