/** Objects of the store by id, whatever they are. */
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import type { PlanContext } from './context.ts';

export async function readAny(context: PlanContext, ids: readonly string[]): Promise<DirectoryObject[]> {
  // The id decides; the kind of a reference is only a hint to the provider.
  return ids.length === 0
    ? []
    : context.provider.read([...new Set(ids)].map((id) => ({ kind: 'user' as const, id })));
}
