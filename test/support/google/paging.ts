/** Pages by opaque token: the service's tokens say nothing to the client. */
import { invalid } from './answers.ts';

export function pageOf<T>(
  all: readonly T[],
  query: Readonly<Record<string, string | undefined>>,
  sizes: { readonly default: number; readonly max: number },
): { readonly items: readonly T[]; readonly nextPageToken?: string } {
  const wanted = query.maxResults === undefined ? sizes.default : Number(query.maxResults);
  if (!Number.isInteger(wanted) || wanted < 1) throw invalid('maxResults');
  const size = Math.min(wanted, sizes.max);
  const start = query.pageToken === undefined ? 0 : startOf(query.pageToken);
  const items = all.slice(start, start + size);
  return start + size < all.length ? { items, nextPageToken: tokenOf(start + size) } : { items };
}

const tokenOf = (start: number): string => Buffer.from(`page ${start}`).toString('base64url');

function startOf(token: string): number {
  const start = Number(/^page (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw invalid('pageToken');
  return start;
}
