/**
 * `dryRun=true` on any write (stores-and-links 0.2): the same checks, the answer of the write without its secrets, and
 * nothing changed, sent or started. Each route declares `querystring: Query(DryRun)`; what it does beyond the database it
 * leaves out by {@link isDryRun}.
 */
import type { FastifyRequest } from 'fastify';
import type { Database, Transaction } from '../activities/database/client.ts';

export const isDryRun = ({ query }: Pick<FastifyRequest, 'query'>): boolean =>
  (query as { readonly dryRun?: unknown }).dryRun === true;

class TakenBack extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('A dry run ends without a change.');
    this.result = result;
  }
}

/**
 * Runs a write in a transaction; in a dry run everything is checked by the database itself and then taken back.
 * @returns what the write returned, also where it was taken back
 */
export async function writeAsAsked<T>(
  db: Database,
  dryRun: boolean,
  write: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await db.transaction(async (tx) => {
      const written = await write(tx);
      if (dryRun) throw new TakenBack(written);
      return written;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.result as T;
    throw error;
  }
}
