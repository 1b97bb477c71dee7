import { useMemo, useState } from 'react';
import type { Hit } from '../../api/schema.ts';

export const hitKey = ({ storeId, id }: Pick<Hit, 'storeId' | 'id'>): string => `${storeId}/${id}`;

/** What is selected, on this page and those before it. */
export function useSelectedHits(rows: readonly Hit[] | undefined) {
  const [hits, setHits] = useState<ReadonlyMap<string, Hit>>(new Map());
  return useMemo(() => {
    const known = new Map([...hits, ...(rows ?? []).map((row) => [hitKey(row), row] as const)]);
    const choose = (keys: ReadonlySet<string>) => {
      setHits(
        new Map(
          [...keys].flatMap((key) => {
            const hit = known.get(key);
            return hit === undefined ? [] : [[key, hit] as const];
          }),
        ),
      );
    };
    return { hits: [...hits.values()], keys: new Set(hits.keys()), choose };
  }, [hits, rows]);
}
