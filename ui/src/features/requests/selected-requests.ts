import { useMemo, useState } from 'react';
import type { RequestSummary } from '../../api/schema.ts';

/** What is selected, on this page and those before it. */
export function useSelectedRequests(rows: readonly RequestSummary[] | undefined) {
  const [selected, setSelected] = useState<ReadonlyMap<string, RequestSummary>>(new Map());
  return useMemo(() => {
    const known = new Map([...selected, ...(rows ?? []).map((row) => [row.id, row] as const)]);
    const choose = (ids: ReadonlySet<string>) => {
      setSelected(new Map([...known].filter(([id]) => ids.has(id))));
    };
    return { chosen: [...selected.values()], keys: new Set(selected.keys()), choose };
  }, [selected, rows]);
}
