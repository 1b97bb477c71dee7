/** Writing configuration: one transaction, a version check, a dry run, a line in the log. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transaction } from '../activities/database/client.ts';
import { violatedUnique } from '../activities/database/errors.ts';
import { isDryRun, writeAsAsked } from './dry-run.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import { actorOf } from './session-actor.ts';

/**
 * Runs a write as {@link writeAsAsked} does, and notes who did it.
 * @param takenNames which field a unique index guards, by the index's name
 */
export async function configure<T>(
  { database }: RouteDeps,
  request: FastifyRequest,
  what: string,
  takenNames: Readonly<Record<string, string>>,
  write: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    const result = await writeAsAsked(database.db, isDryRun(request), write);
    if (isDryRun(request)) return result;
    const { storeId, userId } = actorOf(request);
    request.log.info(
      { audit: what, actor: { storeId, userId }, params: request.params },
      'configuration changed',
    );
    return result;
  } catch (error) {
    const index = violatedUnique(error);
    const field = index === null ? undefined : takenNames[index];
    if (field !== undefined)
      throw ApiProblem.field(field, 'is taken already; choose another one', 'name.taken');
    throw error;
  }
}

/** The version named by `If-Match`; null for any. @throws ApiProblem for one that is no version */
export function versionOf(request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return null;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header);
  if (match === null) throw ApiProblem.field('if-match', 'must be a version such as "3"');
  return Number(match[1]);
}

export const setVersion = (reply: FastifyReply, version: number): void => {
  reply.header('etag', `"${version}"`);
};
