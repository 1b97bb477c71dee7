/** A whole list as CSV, streamed page by page: nothing holds more than a page. */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../activities/database/client.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import { byteOrderMark, csvLine } from '../activities/platform/csv.ts';
import { readableStores } from './directory-list.ts';
import { actorOf, type SessionActor } from './session-actor.ts';

const pageSize = 500;

interface ExportedPage<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

interface ListExport<Row, Query> {
  /** Names the file, and the line in the log. */
  readonly what: 'groups' | 'people';
  readonly query: Query;
  /** Beside the name of the store, which comes first. */
  readonly columns: Readonly<Record<string, (row: Row) => string | null>>;
  /** The fields whose values columns show, where a role may hide them: such a column is left out. */
  readonly fields: Readonly<Record<string, string>>;
  readonly read: (
    actor: SessionActor,
    stores: readonly IdentityStore[],
    query: Query & { readonly limit: number; readonly cursor?: string },
  ) => Promise<ExportedPage<Row>>;
}

/** Every row of a list of one or several stores, for the file and for the log. */
export async function sendListCsv<
  Row extends { readonly storeId: string },
  Query extends { readonly stores?: string },
>(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  { what, query, columns, fields, read }: ListExport<Row, Query>,
): Promise<FastifyReply> {
  const actor = actorOf(request);
  const stores = await readableStores(db, actor, query.stores);
  const { hiddenFields = [] } = actor;
  const shown = Object.entries(columns).filter(([heading]) => !hiddenFields.includes(fields[heading] ?? ''));
  const nameOf = new Map(stores.map(({ id, name }) => [id, name]));
  request.log.info({ audit: `export ${what}`, actor: actor.userId, query }, 'list exported');
  return sendCsv<Row>(
    reply,
    `${what}.csv`,
    { 'Identity store': ({ storeId }) => nameOf.get(storeId) ?? storeId, ...Object.fromEntries(shown) },
    (page) => read(actor, stores, { ...query, ...page }),
  );
}

/**
 * Reads the first page before the answer begins, so that a wrong filter is told as a problem; what
 * fails later cuts the answer off, which a client notices.
 */
export async function sendCsv<Row>(
  reply: FastifyReply,
  fileName: string,
  columns: Readonly<Record<string, (row: Row) => string | null>>,
  read: (page: { limit: number; cursor?: string }) => Promise<ExportedPage<Row>>,
): Promise<FastifyReply> {
  const first = await read({ limit: pageSize });
  const cells = Object.values(columns);
  const lines = async function* () {
    yield byteOrderMark + csvLine(Object.keys(columns));
    for (let page = first; ;) {
      if (page.items.length > 0)
        yield page.items.map((row) => csvLine(cells.map((cell) => cell(row)))).join('');
      if (page.nextCursor === null) return;
      page = await read({ limit: pageSize, cursor: page.nextCursor });
    }
  };
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(lines()));
}
