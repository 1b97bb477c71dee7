import { useQuery } from '@tanstack/react-query';
import type { StoreKind } from '../../../../workflows/contracts/ids.ts';
import { stores } from '../../api/queries.ts';
import { holds, useSession } from '../../api/session.ts';

export interface ReadableStore {
  readonly id: string;
  readonly kind: StoreKind;
  /** Null for the only one, whose name nobody needs. */
  readonly name: string | null;
}

/** The stores a person may search: their own; all of them for administrators of stores. */
export function useReadableStores(): readonly ReadableStore[] {
  const session = useSession();
  const all = useQuery({ ...stores, enabled: holds(session, 'Manage Identity Store') });
  return all.data?.items ?? [{ ...session.store, name: null }];
}
