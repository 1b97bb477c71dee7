/** What the engine's refusals mean. */
import { errors } from '@elastic/elasticsearch';
import { SearchUnavailable } from '../contract.ts';

/** @returns the error itself where it says that the query is wrong, which is a fault of ours */
export function unavailable(error: unknown): unknown {
  if (!(error instanceof errors.ElasticsearchClientError)) return error;
  const status = error instanceof errors.ResponseError ? (error.statusCode ?? 0) : 0;
  const ours = status === 400;
  return ours ? error : new SearchUnavailable({ cause: error });
}

export const isMissingIndex = (error: unknown): boolean =>
  error instanceof errors.ResponseError && error.statusCode === 404;

/** An index that is coming or going. */
export const isWithoutShard = (error: unknown): boolean =>
  error instanceof errors.ResponseError && error.statusCode === 503;

/** One line for people who look after the engine; never the query, which may name people. */
export function reasonOf(error: unknown): string {
  if (error instanceof errors.ResponseError) {
    const { type, reason } =
      (error.meta.body as { error?: { type?: string; reason?: string } } | null)?.error ?? {};
    return `Elasticsearch answered ${String(error.statusCode)}${type === undefined ? '' : ` (${type})`}: ${reason ?? 'no reason given'}`;
  }
  return error instanceof Error ? error.message : String(error);
}
