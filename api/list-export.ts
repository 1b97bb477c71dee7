/** A whole list as CSV, streamed page by page: nothing holds more than a page. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { byteOrderMark, csvLine } from '../activities/platform/csv.ts';

const pageSize = 500;

export interface ExportedPage<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
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
