/** What both engines share: exact matches of a quick search come first, in pages like all else. */
import { readable } from './readable.ts';
import type { DirectoryIndex, ListedObject, ListPart, SortKey, Total } from './contract.ts';
import { orderOf } from './order.ts';

/** Which rows of a quick search are asked for; lists of other kinds ask for all. */
export type Match = 'all' | 'exact' | 'others';

export interface EnginePage {
  /** Names are part of it already. */
  readonly order: readonly SortKey[];
  readonly after: readonly string[] | null;
  readonly limit: number;
}

/** One way of keeping the index. */
export interface IndexEngine {
  page(parts: readonly ListPart[], match: Match, page: EnginePage): Promise<ListedObject[]>;
  count(parts: readonly ListPart[], upTo: number): Promise<Total>;
}

/** Rows without what is hidden from their reader. Parts of one store have one reader. */
function shown(parts: readonly ListPart[], rows: readonly ListedObject[]): ListedObject[] {
  const hidden = new Map(parts.map((part) => [part.storeId, part.hidden]));
  return rows.map((row) => readable(row, hidden.get(row.storeId)));
}

/** users-and-search S5.2 */
const countBound = 10_000;

export function createDirectoryIndex(engine: IndexEngine): DirectoryIndex {
  const index: DirectoryIndex = {
    async list(parts, { sort, after, limit }) {
      if (parts.length === 0) return [];
      const order = orderOf(sort);
      if (!parts.some(({ quick }) => quick !== undefined)) {
        return shown(parts, await engine.page(parts, 'all', { order, after, limit }));
      }
      const within = after?.slice(1) ?? null;
      const ranked = async (rank: '0' | '1'): Promise<ListedObject[]> => {
        if (after !== null && after[0] === '1' && rank === '0') return [];
        const page = { order, after: after?.[0] === rank ? within : null, limit };
        const rows = await engine.page(parts, rank === '0' ? 'exact' : 'others', page);
        return rows.map((row) => ({ ...row, position: [rank, ...row.position] }));
      };
      const [exact, others] = await Promise.all([ranked('0'), ranked('1')]);
      return shown(parts, [...exact, ...others].slice(0, limit));
    },
    suggest: (parts, quick, limit) =>
      index.list(
        parts.map((part) => ({ ...part, quick })),
        { sort: [], after: null, limit },
      ),
    count: (parts, upTo = countBound) =>
      parts.length === 0 ? Promise.resolve({ count: 0, exact: true }) : engine.count(parts, upTo),
  };
  return index;
}
