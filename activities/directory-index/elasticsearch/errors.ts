/** What the engine's refusals mean. */
import { errors } from '@elastic/elasticsearch';
import { SearchUnavailable } from '../contract.ts';

/** @returns the error itself where it says that the query is wrong, which is a fault of ours */
export function unavailable(error: unknown): unknown {
  if (!(error instanceof errors.ElasticsearchClientError)) return error;
  const isOurs = error instanceof errors.ResponseError && error.statusCode === 400 && !isClosed(error);
  return isOurs ? error : new SearchUnavailable({ cause: error });
}

/** Somebody closed an index: it is there and answers nothing. */
const isClosed = (error: errors.ResponseError): boolean => bodyOf(error).type === 'index_closed_exception';

export const isMissingIndex = (error: unknown): boolean =>
  error instanceof errors.ResponseError && error.statusCode === 404;

/** An index that is coming or going. */
export const isWithoutShard = (error: unknown): boolean =>
  error instanceof errors.ResponseError && error.statusCode === 503;

/** One line for people who look after the engine; never the query, which may name people. */
export function reasonOf(error: unknown): string {
  if (error instanceof errors.ResponseError) {
    const { type, reason } = bodyOf(error);
    return told(
      `Elasticsearch answered ${String(error.statusCode)}${type === undefined ? '' : ` (${type})`}: ${reason ?? 'no reason given'}`,
    );
  }
  return told(error instanceof Error ? error.message : String(error));
}

/** Reasons quote values, which are people's and may hold what PostgreSQL cannot keep. */
export const told = (reason: string): string =>
  reason
    .replace(/ Preview of field's value: .*/su, '')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, longestReason);

const longestReason = 1000;

const bodyOf = (error: errors.ResponseError): { type?: string; reason?: string } =>
  (error.meta.body as { error?: { type?: string; reason?: string } } | null)?.error ?? {};
